using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Pipeline;

/// <summary>Remembers what it was asked to tell.</summary>
internal sealed class TestNotifier : INotifier
{
    private readonly ConcurrentQueue<(JobId Job, JobNotice Notice)> _told = [];

    public IReadOnlyList<(JobId Job, JobNotice Notice)> Told => [.. _told];

    /// <summary>Thrown by each call as long as it is set.</summary>
    public Exception? Fault { get; set; }

    public Task NotifyAsync(Job job, JobNotice notice, CancellationToken cancellation)
    {
        if (Fault is { } fault)
        {
            throw fault;
        }

        _told.Enqueue((job.Id, notice));
        return Task.CompletedTask;
    }
}
