using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Jobs;

/// <summary>One page of jobs that stays true: a row takes its own news, and rows come and go with their jobs. For one circuit's dispatcher.</summary>
public sealed class JobList(JobFilter filter, JobPage page, int size)
{
    private readonly List<LiveRow> _rows = [.. page.Jobs.Select(job => new LiveRow(job))];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<LiveRow> Rows => _rows;

    /// <summary>Where the older jobs begin, or null when there are none.</summary>
    public string? Older { get; } = page.Next;

    /// <summary>So many jobs have come that the page is to be read again.</summary>
    public bool IsOvergrown => _rows.Count >= size * 2;

    /// <summary>What changed its state with the last news, in words for those who cannot see it; null when nothing did.</summary>
    public string? Announcement { get; private set; }

    /// <summary>Takes news; true when rows have come or gone. A row that only changed has told its own listeners.</summary>
    public bool Apply(IReadOnlyCollection<JobChange> changes)
    {
        var moved = false;
        var news = new List<Job>();
        foreach (var change in changes)
        {
            var index = _rows.FindIndex(row => row.Job.Id == change.Job.Id);
            if (index < 0)
            {
                if (Belongs(change))
                {
                    Insert(change);
                    news.Add(change.Job);
                    moved = true;
                }

                continue;
            }

            var before = _rows[index].Job.State;
            if (!_rows[index].Offer(change))
            {
                continue;
            }

            if (change.Removed || !filter.Matches(change.Job))
            {
                _rows.RemoveAt(index);
                moved = true;
            }

            if (before != change.Job.State)
            {
                news.Add(change.Job);
            }
        }

        Announcement = news switch
        {
            [] => null,
            [var job] => $"{job.FileName}: {JobStateLook.Of(job.State).Word}",
            _ => L["{0} jobs have changed", news.Count],
        };
        return moved;
    }

    /// <summary>Whether a job that is not shown belongs on this page: not on an older page than the first, nor below the last row when more follow it.</summary>
    private bool Belongs(JobChange change) =>
        !change.Removed && filter.Matches(change.Job) && filter.After is null && (Older is null || _rows.Count == 0 || IsNewer(change.Job, _rows[^1].Job));

    private void Insert(JobChange change)
    {
        var place = _rows.FindIndex(row => IsNewer(change.Job, row.Job));
        _rows.Insert(place < 0 ? _rows.Count : place, new LiveRow(change));
    }

    private static bool IsNewer(Job job, JobLine other) => job.SubmittedAt > other.SubmittedAt;
}
