using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Bench;

/// <summary>Nobody wants to be told.</summary>
internal sealed class SilentNotifier : INotifier
{
    public Task NotifyAsync(Job job, JobNotice notice, CancellationToken cancellation) => Task.CompletedTask;
}
