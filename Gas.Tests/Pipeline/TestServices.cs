using Gas.Pipeline.Ports;

namespace Gas.Tests.Pipeline;

/// <summary>Services that stand as the test says. One that is away explains every fault.</summary>
internal sealed class TestServices : IServices
{
    public event Action? Changed;

    public IReadOnlyList<ServiceStanding> Standings { get; private set; } = [];

    public bool IsOutage(Exception exception) => Standings.Any(standing => standing.State != ServiceState.Closed);

    public void Stand(params ServiceStanding[] standings)
    {
        Standings = standings;
        Changed?.Invoke();
    }
}
