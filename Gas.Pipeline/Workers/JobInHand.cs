using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Workers;

/// <summary>A job that a worker holds, with the claim that proves it.</summary>
public sealed class JobInHand : IDisposable
{
    private readonly CancellationTokenSource _stop;

    public JobInHand(Job job, Lease lease, Delivery delivery, CancellationToken drained)
    {
        Job = job;
        Lease = lease;
        Delivery = delivery;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(drained);
        Token = _stop.Token;
    }

    /// <summary>The row as this worker last knew it; the lease keeper replaces it when it renews the claim.</summary>
    public Job Job { get; set; }
    public Lease Lease { get; }
    public Delivery Delivery { get; }

    /// <summary>Fires when the claim is lost, the user has cancelled or deleted the job, or the service stops.</summary>
    public CancellationToken Token { get; }

    /// <summary>1 for the first try of this piece of work. The row counts, for a message comes again for other reasons than a failure.</summary>
    public int Attempt => Job.State == JobState.Annotating ? Job.Attempt : Job.Failures + 1;

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();
}
