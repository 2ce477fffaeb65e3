using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;

namespace Gas.Tests.Pipeline.Stepped;

/// <summary>Sees every row that is saved and every copy that is removed, and notes what must never be, at the moment in which it happens.</summary>
internal sealed class StorageWatch
{
    private readonly ConcurrentDictionary<JobId, Job> _rows = new();
    private readonly ConcurrentDictionary<string, int> _retrievals = new();
    private readonly ConcurrentDictionary<JobId, int> _lost = new();
    private readonly ConcurrentDictionary<JobState, int> _states = new();
    private readonly ConcurrentQueue<string> _wrong = [];

    /// <summary>How often a row came into each state.</summary>
    public IReadOnlyDictionary<JobState, int> States => _states;

    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>Retrievals that the vault was asked for and granted.</summary>
    public int RetrievalsOf(string archiveId) => _retrievals.GetValueOrDefault(archiveId);

    /// <summary>Retrievals that were recorded as lost.</summary>
    public int LostOf(JobId job) => _lost.GetValueOrDefault(job);

    /// <summary>The same, of all jobs.</summary>
    public int Lost => _lost.Values.Sum();

    /// <summary>Every archive of which a retrieval was started.</summary>
    public IEnumerable<string> Retrieved => _retrievals.Keys;

    public void Saved(Job job)
    {
        if (_rows.TryGetValue(job.Id, out var before))
        {
            if (before is { Result: not null, IsFinished: true } && job.State is JobState.Queued or JobState.Annotating or JobState.Failed or JobState.Cancelled)
            {
                Note($"job {job.Id} had a result and became {job.State}");
            }

            if (before.Result is { } result && job.Result?.Vcf.Sha256 != result.Vcf.Sha256)
            {
                Note($"the result of job {job.Id} became another while {job.State}");
            }

            if (job.LostRetrievals > before.LostRetrievals)
            {
                _lost.AddOrUpdate(job.Id, 1, (_, lost) => lost + 1);
            }
        }

        if (before?.State != job.State)
        {
            _states.AddOrUpdate(job.State, 1, (_, times) => times + 1);
        }

        _rows[job.Id] = job;
    }

    public void Removed(JobId job) => _rows.TryRemove(job, out _);

    public void RetrievalGranted(string archiveId) => _retrievals.AddOrUpdate(archiveId, 1, (_, times) => times + 1);

    /// <summary>Nothing goes to which a row still points, but with the whole job.</summary>
    public void ArchiveGoes(string archiveId)
    {
        foreach (var job in _rows.Values.Where(job => job.ArchiveId == archiveId && job.State != JobState.Deleting))
        {
            Note($"archive {archiveId} goes while job {job.Id} is {job.State} and points to it");
        }
    }

    /// <summary>As <see cref="ArchiveGoes"/>; of an archived job the hot copy may go.</summary>
    public void FileGoes(string key)
    {
        foreach (var job in _rows.Values.Where(job => JobFiles.IsReferenced(job, key) && job.State != JobState.Deleting))
        {
            if (key != job.Result?.Vcf.Key || job.State != JobState.Archived)
            {
                Note($"{key} goes while job {job.Id} is {job.State} and points to it");
            }
        }
    }

    private void Note(string wrong) => _wrong.Enqueue(wrong);
}
