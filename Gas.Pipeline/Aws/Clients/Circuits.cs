using Amazon.Runtime;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Aws.Clients;

/// <summary>The circuits of all services that the settings need, and the SDK's clients in them.</summary>
internal sealed partial class Circuits : IServices
{
    private readonly Circuit[] _circuits;
    private readonly ILogger<Circuits> _logger;

    public Circuits(IEnumerable<Circuit> circuits, ILogger<Circuits> logger)
    {
        (_circuits, _logger) = ([.. circuits], logger);
        foreach (var circuit in _circuits)
        {
            circuit.Moved += () => Tell(circuit.Standing);
        }
    }

    public event Action? Changed;

    public IReadOnlyList<ServiceStanding> Standings => [.. _circuits.Select(circuit => circuit.Standing)];

    public bool IsOutage(Exception exception)
    {
        if (_circuits.All(circuit => circuit.Standing.State == ServiceState.Closed))
        {
            return false;
        }

        for (var thrown = exception; thrown is not null; thrown = thrown.InnerException!)
        {
            if (thrown is ServiceDownException || AwsFaults.WordsOf(thrown) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Has the client ask its circuit before each call, repetitions apart, and tell it what became of it.</summary>
    public void Guard(AmazonServiceClient client, string service)
    {
        var circuit = _circuits.Single(circuit => circuit.Name == service);
        client.BeforeRequestEvent += (_, _) => circuit.Enter();
        client.AfterResponseEvent += (_, _) => circuit.Answer();
        client.ExceptionEvent += (_, arguments) =>
        {
            if (arguments is WebServiceExceptionEventArgs { Exception: { } exception })
            {
                if (AwsFaults.WordsOf(exception) is { } words)
                {
                    circuit.Fail(words);
                }
                else if (exception is AmazonServiceException)
                {
                    circuit.Answer();
                }
            }
        };
    }

    private void Tell(ServiceStanding standing)
    {
        switch (standing.State)
        {
            case ServiceState.Open:
                LogAway(standing.Name, standing.Since, standing.LastError);
                break;
            case ServiceState.Closed:
                LogBack(standing.Name);
                break;
        }

        Changed?.Invoke();
    }

    [LoggerMessage(1, LogLevel.Warning, "{Service} has not answered since {Since:u}; calls fail at once until it does. {Words}")]
    private partial void LogAway(string service, DateTimeOffset since, string? words);

    [LoggerMessage(2, LogLevel.Information, "{Service} answers again.")]
    private partial void LogBack(string service);
}
