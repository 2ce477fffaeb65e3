using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Components.Jobs;

/// <summary>The jobs of a list that the user has ticked, so that one deed is done to all. For one circuit's dispatcher.</summary>
public sealed class ChosenJobs
{
    private readonly Dictionary<JobId, LiveRow> _jobs = [];

    /// <summary>Something was ticked or unticked, or a ticked job has changed.</summary>
    public event Action? Changed;

    public int Count => _jobs.Count;

    /// <summary>As they are now.</summary>
    public IReadOnlyList<JobLine> Jobs => [.. _jobs.Values.Select(row => row.Job)];

    public bool Contains(JobId id) => _jobs.ContainsKey(id);

    public void Choose(IEnumerable<LiveRow> rows, bool chosen)
    {
        foreach (var row in rows)
        {
            row.Changed -= Tell;
            if (!chosen)
            {
                _jobs.Remove(row.Job.Id);
                continue;
            }

            _jobs[row.Job.Id] = row;
            row.Changed += Tell;
        }

        Tell();
    }

    /// <summary>Forgets what is no longer shown: nobody acts on what cannot be seen.</summary>
    public void Keep(IReadOnlyList<LiveRow> shown) => Choose([.. _jobs.Values.Except(shown)], chosen: false);

    /// <summary>Takes the rows of a list that was read again for those that were ticked before.</summary>
    public void Replace(IEnumerable<LiveRow> rows)
    {
        foreach (var row in _jobs.Values)
        {
            row.Changed -= Tell;
        }

        _jobs.Clear();
        Choose(rows, chosen: true);
    }

    public void Clear() => Choose([.. _jobs.Values], chosen: false);

    private void Tell() => Changed?.Invoke();
}
