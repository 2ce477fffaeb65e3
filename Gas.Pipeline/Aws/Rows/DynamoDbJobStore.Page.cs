using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws.Rows;

internal sealed partial class DynamoDbJobStore
{
    private const int LargestPage = 1000;

    /// <summary>Entries looked at in one call at most: about 3 MB of an index. A page that ends there is short, and its cursor goes on.</summary>
    private const int MostEntries = 20_000;

    /// <summary>Rows read in one call at most, beyond those that the page shows.</summary>
    private const int MostRows = 2000;

    /// <summary>Entries a request, when a filter passes over many.</summary>
    private const int FilterLimit = 1000;

    public async Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellation)
    {
        var size = Math.Clamp(query.Size, 1, LargestPage);
        var filter = new PageFilter(query);
        var last = JobCursor.Parse(query.Cursor);
        // One more than shown says that there is a next page, and one more than that ends its run of equal times.
        var limit = filter.LetsAllPass ? size + 2 : FilterLimit;
        var entries = query.Owner is { } owner ? _index.OfOwnerAsync(owner, last, limit, cancellation) : _index.OfAllAsync(last, limit, cancellation);

        var jobs = new List<Job>(size + 1);
        var (looked, read, ended) = (0, 0, false);
        await using var entry = entries.GetAsyncEnumerator(cancellation);
        while (!ended && jobs.Count <= size && looked < MostEntries && read < size + MostRows)
        {
            var wanted = new List<JobId>();
            var room = Math.Min(JobRowReader.MostAtOnce, filter.NeedsRows ? JobRowReader.MostAtOnce / 2 : size + 1 - jobs.Count);
            while (!ended && wanted.Count < room && looked < MostEntries)
            {
                if (!await entry.MoveNextAsync())
                {
                    ended = true;
                    break;
                }

                looked++;
                last = entry.Current.Place;
                if (filter.MayShow(entry.Current))
                {
                    wanted.Add(entry.Current.Id);
                }
            }

            read += wanted.Count;
            foreach (var row in await _rows.FindAsync(wanted, cancellation))
            {
                Remember(row);
                if (filter.Shows(row.Job))
                {
                    jobs.Add(row.Job);
                }
            }
        }

        if (jobs.Count <= size)
        {
            return new JobPage(jobs, ended ? null : last.ToString());
        }

        jobs.RemoveRange(size, jobs.Count - size);
        return new JobPage(jobs, JobCursor.Below(jobs[^1]).ToString());
    }
}
