using System.Runtime.CompilerServices;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Transfer;

/// <summary>Reads many archives: starts retrievals, a limited number at a time, and waits for them, however long the vault takes.</summary>
/// <param name="find">Gives a job's row as it is now, or null.</param>
internal sealed class Retrievals(Func<JobId, CancellationToken, Task<Job?>> find, IVault vault, TimeProvider time)
{
    private const int AtOnce = 100;

    /// <summary>Retrievals of one archive that may be lost.</summary>
    private const int Tries = 3;

    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(200);

    /// <summary>The jobs whose archives have been read, as they come, and those whose results are not archived any more.</summary>
    /// <param name="keep">Takes the output, and gives the job with what is known of it now; null when it is not what was archived.</param>
    public async IAsyncEnumerable<Job> RunAsync(
        IEnumerable<JobId> jobs, RetrievalTier tier, Func<Job, Stream, CancellationToken, Task<Job?>> keep, TransferReport report, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var waiting = new Queue<(JobId Job, int Lost)>(jobs.Select(job => (job, 0)));
        var running = new List<(Job Job, Retrieval Retrieval, int Lost)>();
        while (waiting.Count + running.Count > 0)
        {
            report.Waiting = waiting.Count + running.Count;
            while (running.Count < AtOnce && waiting.TryPeek(out var next))
            {
                if (await StartAsync(next.Job, tier, report, cancellation) is not var (job, retrieval))
                {
                    waiting.Dequeue();
                }
                else if (retrieval is null && job.ArchiveId is not null)
                {
                    // No capacity now; later there is.
                    break;
                }
                else
                {
                    waiting.Dequeue();
                    if (retrieval is null)
                    {
                        yield return job;
                    }
                    else
                    {
                        running.Add((job, retrieval, next.Lost));
                    }
                }
            }

            var ended = 0;
            foreach (var one in running.ToArray())
            {
                var state = await vault.FindRetrievalAsync(one.Job.ArchiveId!, one.Retrieval.Id, cancellation);
                if (state == RetrievalState.InProgress)
                {
                    continue;
                }

                ended++;
                running.Remove(one);
                if (state == RetrievalState.Ready && await ReadAsync(one.Job, one.Retrieval, keep, cancellation) is { } read)
                {
                    yield return read;
                }
                else if (one.Lost + 1 < Tries)
                {
                    waiting.Enqueue((one.Job.Id, one.Lost + 1));
                }
                else
                {
                    report.LeaveOut(one.Job.Id, $"Its archive {one.Job.ArchiveId} could not be retrieved in {Tries} tries: the retrieval failed, expired, or gave other bytes than were archived.");
                }
            }

            if (ended == 0 && waiting.Count + running.Count > 0)
            {
                await Task.Delay(Pause(running.Select(one => one.Retrieval.ExpectedAt)), time, cancellation);
            }
        }

        report.Waiting = 0;
    }

    /// <summary>The row as it is now, and its retrieval; none of the latter when there is no capacity, or when the result is not archived any more. Null when there is nothing to wait for.</summary>
    private async Task<(Job Job, Retrieval? Retrieval)?> StartAsync(JobId id, RetrievalTier tier, TransferReport report, CancellationToken cancellation)
    {
        if (await find(id, cancellation) is not { State: not JobState.Deleting } job)
        {
            return null;
        }

        try
        {
            return (job, job.ArchiveId is { } archive ? await vault.StartRetrievalAsync(id, archive, tier, cancellation) : null);
        }
        catch (ArchiveMissingException)
        {
            report.LeaveOut(id, $"The vault does not have its archive {job.ArchiveId}.");
            return null;
        }
    }

    private async Task<Job?> ReadAsync(Job job, Retrieval retrieval, Func<Job, Stream, CancellationToken, Task<Job?>> keep, CancellationToken cancellation)
    {
        await using var output = await vault.OpenAsync(job.ArchiveId!, retrieval.Id, cancellation);
        return output is null ? null : await keep(job, output, cancellation);
    }

    private TimeSpan Pause(IEnumerable<DateTimeOffset> expected)
    {
        var wait = expected.DefaultIfEmpty(DateTimeOffset.MaxValue).Min() - time.GetUtcNow();
        return wait < ShortestLook ? ShortestLook : wait > LongestLook ? LongestLook : wait;
    }
}
