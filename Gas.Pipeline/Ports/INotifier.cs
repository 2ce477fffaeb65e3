using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>Tells a job's owner what has become of it, if they want to know.</summary>
public interface INotifier
{
    /// <summary>Returns when the notice is on its way, or when the owner does not want it. Whatever it throws is tried again later.</summary>
    Task NotifyAsync(Job job, JobNotice notice, CancellationToken cancellation);
}
