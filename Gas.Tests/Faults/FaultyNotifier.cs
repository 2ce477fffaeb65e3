using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Faults;

internal sealed class FaultyNotifier(INotifier inner, FaultPlan plan) : INotifier
{
    public Task NotifyAsync(Job job, JobNotice notice, CancellationToken cancellation) =>
        plan.CallAsync($"tell {notice}", () => inner.NotifyAsync(job, notice, cancellation));
}
