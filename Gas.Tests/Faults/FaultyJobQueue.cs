using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Faults;

/// <summary>Receiving waits most of the time, so only what moves a message counts as a call.</summary>
internal sealed class FaultyJobQueue(IJobQueue inner, FaultPlan plan) : IJobQueue
{
    /// <summary>The port without faults, for those who only look.</summary>
    public IJobQueue Inner => inner;

    public Task SendAsync(Stage stage, JobId job, TimeSpan delay, CancellationToken cancellation) =>
        plan.CallAsync($"send {stage}", () => inner.SendAsync(stage, job, delay, cancellation));

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(Stage stage, int max, TimeSpan lease, CancellationToken cancellation)
    {
        var deliveries = await inner.ReceiveAsync(stage, max, lease, cancellation);
        return deliveries.Count == 0 ? deliveries : await plan.CallAsync($"receive {stage}", () => Task.FromResult(deliveries));
    }

    public Task<bool> ExtendAsync(Delivery delivery, TimeSpan lease, CancellationToken cancellation) =>
        plan.IdleCallAsync("extend", () => inner.ExtendAsync(delivery, lease, cancellation));

    public Task<bool> CompleteAsync(Delivery delivery, CancellationToken cancellation) =>
        plan.CallAsync($"complete {delivery.Stage}", () => inner.CompleteAsync(delivery, cancellation));

    public Task<bool> ReturnAsync(Delivery delivery, TimeSpan delay, CancellationToken cancellation) =>
        plan.CallAsync($"return {delivery.Stage}", () => inner.ReturnAsync(delivery, delay, cancellation));

    public Task<bool> BuryAsync(Delivery delivery, string reason, CancellationToken cancellation) =>
        plan.CallAsync($"bury {delivery.Stage}", () => inner.BuryAsync(delivery, reason, cancellation));

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(Stage stage, int max, CancellationToken cancellation) => inner.DeadLettersAsync(stage, max, cancellation);

    public Task<bool> SettleDeadLetterAsync(Stage stage, JobId job, bool revive, CancellationToken cancellation) => inner.SettleDeadLetterAsync(stage, job, revive, cancellation);

    public Task<QueueDepth> DepthAsync(Stage stage, CancellationToken cancellation) => inner.DepthAsync(stage, cancellation);

    public Task<DateTimeOffset?> OldestAsync(Stage stage, CancellationToken cancellation) => inner.OldestAsync(stage, cancellation);

    public Task<long?> AheadAsync(Stage stage, JobId job, CancellationToken cancellation) => inner.AheadAsync(stage, job, cancellation);
}
