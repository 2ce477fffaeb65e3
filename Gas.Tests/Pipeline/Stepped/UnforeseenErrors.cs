using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Pipeline.Stepped;

/// <summary>Gathers the exceptions that the workers' guards have caught and that no foreseen fault explains: a guard must not hide our own mistakes from the tests.</summary>
internal sealed class UnforeseenErrors : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<Exception> _errors = [];

    public IReadOnlyCollection<Exception> All => _errors;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // A process that is killed here leaves a task behind, which deletes settled messages a little later and finds its client gone.
        if (exception is not (null or IOException or OperationCanceledException or ObjectDisposedException { ObjectName: "Amazon.SQS.AmazonSQSClient" }))
        {
            _errors.Enqueue(exception);
        }
    }

    public void Dispose()
    {
    }
}
