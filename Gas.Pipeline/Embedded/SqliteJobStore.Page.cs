using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Embedded;

public sealed partial class SqliteJobStore
{
    private const int LargestPage = 1000;

    // The states are a bit mask, the search is a plain substring of the folded name, and a tag with its ends one of the folded tags: one fixed text for every filter, and no wildcards to escape.
    private const string Filtered = "(submitted, job_id) < (?, ?) AND ((1 << state) & ?) <> 0 AND (? = '' OR instr(folded_name, ?) > 0) AND (? = '' OR instr(folded_tags, ?) > 0) ORDER BY submitted DESC, job_id DESC LIMIT ?";
    internal const string PageOfOwner = "SELECT body FROM jobs WHERE user_id = ? AND " + Filtered;
    internal const string PageOfAll = "SELECT body FROM jobs WHERE " + Filtered;

    public Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellation) =>
        database.ScanAsync(query, static (session, query) => Page(session, query), cancellation);

    private static JobPage Page(SqliteSession session, JobQuery query)
    {
        var size = Math.Clamp(query.Size, 1, LargestPage);
        var cursor = JobCursor.Parse(query.Cursor);
        var search = Folded(query.Search ?? "");
        var tag = query.Tag is { } wanted ? Folded([wanted]) : "";
        var statement = query.Owner is { } owner ? session.Prepare(PageOfOwner).Bind(owner.Value) : session.Prepare(PageOfAll);
        var jobs = statement
            .Bind(cursor.Submitted)
            .Bind(cursor.Id)
            .Bind(Mask(query.States))
            .Bind(search)
            .Bind(search)
            .Bind(tag)
            .Bind(tag)
            .Bind(size + 1L)
            .All(row => JobJson.Read(row.Bytes(0)));
        if (jobs.Count <= size)
        {
            return new JobPage(jobs, null);
        }

        jobs.RemoveAt(size);
        return new JobPage(jobs, JobCursor.Below(jobs[^1]).ToString());
    }

    private static long Mask(IReadOnlyCollection<JobState> states)
    {
        var mask = states.Count == 0 ? ~0L : states.Aggregate(0L, (bits, state) => bits | (1L << (int)state));
        return mask & ~(1L << (int)JobState.Deleting);
    }

    /// <summary>Upper and lower case of any script are the same to a search; SQLite itself folds ASCII only.</summary>
    private static string Folded(string name) => name.ToUpperInvariant();

    /// <summary>Between line breaks, which no tag contains.</summary>
    private static string Folded(IReadOnlyList<string> tags) => tags.Count == 0 ? "" : Folded($"\n{string.Join('\n', tags)}\n");
}
