using Microsoft.Extensions.Time.Testing;

namespace Gas.Tests.Embedded;

/// <summary>A clock that stands until it is moved, and tells when somebody has begun to wait for it: so a test moves it neither too early nor by guess.</summary>
internal sealed class TestClock() : FakeTimeProvider(Pipeline.SampleJobs.Start)
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes when the next timer after this call is set.</summary>
    public Task NextTimer => _next.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Exchange(ref _next, New()).TrySetResult();
        return timer;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
