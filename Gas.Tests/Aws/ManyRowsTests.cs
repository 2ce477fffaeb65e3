using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Aws.Rows;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Aws;

/// <summary>An owner with five thousand jobs, among others.</summary>
public sealed class ManyRowsTests : IAsyncLifetime
{
    private const int Count = 5000;

    private readonly Wire _wire = new();
    private DynamoTables? _tables;
    private DynamoDbJobStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await DynamoTables.CreateAsync(Cancellation);
        _store = _tables.NewInstance(_wire).Store;
    }

    public ValueTask DisposeAsync() => _tables?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Pages_of_five_thousand_are_full_whole_and_in_order()
    {
        var jobs = await FillAsync();
        var newestFirst = jobs.OrderByDescending(job => job.SubmittedAt).ThenByDescending(job => job.Id.Value).Select(job => job.Id).ToList();
        Assert.Equal(newestFirst, await WalkAsync(new() { Owner = Ann, Size = 500 }, expectFull: true));
        Assert.Equal(newestFirst, await WalkAsync(new() { Size = 1000 }, expectFull: true));

        // One in a hundred failed, one in ten archived, and all of them together.
        Assert.Equal(50, (await WalkAsync(new() { Owner = Ann, States = [JobState.Failed], Size = 20 }, expectFull: true)).Count);
        Assert.Equal(500, (await WalkAsync(new() { Owner = Ann, States = [JobState.Archived, JobState.Thawing], Size = 60 }, expectFull: true)).Count);
        Assert.Equal(5, (await WalkAsync(new() { Owner = Ann, Search = "RARE", Size = 3 }, expectFull: true)).Count);
        Assert.Empty(await WalkAsync(new() { Search = "no such name" }, expectFull: true));

        var before = _wire.Requests;
        Assert.Equal(25, (await _store.PageAsync(new() { Owner = Ann }, Cancellation)).Jobs.Count);
        Assert.InRange(_wire.Requests - before, 2, 3);

        before = _wire.Requests;
        var deep = await _store.PageAsync(new() { Owner = Ann, States = [JobState.Restoring] }, Cancellation);
        Assert.True(deep.Jobs.Count == 0 && deep.Next is not null, "Looking for what is not there must end somewhere, and say where to go on.");
        Assert.InRange(_wire.Requests - before, 10, 60);
        Assert.Empty(await WalkAsync(new() { Owner = Ann, States = [JobState.Restoring] }, expectFull: false));
    }

    private async Task<List<JobId>> WalkAsync(JobQuery query, bool expectFull)
    {
        var seen = new List<JobId>();
        for (string? cursor = null; ;)
        {
            var page = await _store.PageAsync(query with { Cursor = cursor }, Cancellation);
            seen.AddRange(page.Jobs.Select(job => job.Id));
            if ((cursor = page.Next) is null)
            {
                return seen;
            }

            Assert.True(!expectFull || page.Jobs.Count == query.Size);
        }
    }

    /// <summary>Past the store, for speed. Seven jobs share each moment.</summary>
    private async Task<List<Job>> FillAsync()
    {
        var (completed, archived, failed) = (In(JobState.Completed, Lease()), In(JobState.Archived, Lease()), In(JobState.Failed, Lease()));
        var jobs = Enumerable.Range(0, Count).Select(n =>
        {
            var at = Start.AddSeconds(n / 7);
            var like = n % 100 == 0 ? failed : n % 10 == 5 ? archived : completed;
            return like with { Id = JobId.New(at), SubmittedAt = at, FileName = n % 1000 == 1 ? "a rare one.vcf" : "sample.vcf" };
        }).ToList();
        await Parallel.ForEachAsync(jobs.Chunk(25), Cancellation, async (chunk, cancellation) =>
        {
            var writes = chunk.Select(job => new WriteRequest(new PutRequest(new JobRow(job, 1, null).ToItem(_tables!.Names)))).ToList();
            while (writes is { Count: > 0 })
            {
                var answer = await _tables!.Client.BatchWriteItemAsync(new BatchWriteItemRequest(new() { [_tables.Names.JobsTable] = writes }), cancellation);
                writes = answer.UnprocessedItems?.GetValueOrDefault(_tables.Names.JobsTable);
            }
        });
        return jobs;
    }
}
