using System.Threading.Channels;

namespace Gas.Pipeline.Jobs;

/// <summary>
/// Hands a job of which its owner is to be told right from the commit to the worker of this process, which spares a message and a read. Nothing rests on it:
/// what does not fit goes by the queue, and what is lost with the process is sent by the sweeper.
/// </summary>
public sealed class NoticeBox
{
    private const int Most = 100;

    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(Most);
    private volatile bool _isOpen;

    /// <summary>False when nobody here takes it.</summary>
    public bool TryPut(Job job) => _isOpen && _jobs.Writer.TryWrite(job);

    /// <summary>The jobs as they come; from the first call on somebody takes them.</summary>
    public IAsyncEnumerable<Job> TakeAllAsync(CancellationToken cancellation)
    {
        _isOpen = true;
        return _jobs.Reader.ReadAllAsync(cancellation);
    }

    /// <summary>Nobody takes anything any more.</summary>
    public void Close() => _isOpen = false;
}
