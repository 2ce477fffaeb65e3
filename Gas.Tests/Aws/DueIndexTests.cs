using Gas.Pipeline.Aws.Rows;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Aws;

/// <summary>The due index may be early or old: the rows decide.</summary>
public sealed class DueIndexTests : IAsyncLifetime
{
    private DynamoTables? _tables;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DynamoTables Tables => _tables!;

    public async ValueTask InitializeAsync() => _tables = await DynamoTables.CreateAsync(Cancellation);

    public ValueTask DisposeAsync() => _tables?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_claim_leaves_the_entry_where_it_is_and_comes_due_when_it_lapses()
    {
        var (worker, sweeper) = (Tables.NewInstance(), Tables.NewInstance());
        var job = Queued();
        await worker.Store.AddAsync(job, Cancellation);
        var entry = await EntryAsync(job.Id);
        var running = job.After(new JobEvent.Started(Lease()));
        await worker.Store.TrySaveAsync(running, Cancellation);
        Assert.Equal(entry, await EntryAsync(job.Id));

        var lapses = running.DueAt!.Value;
        Assert.Empty(await sweeper.Store.DueAsync(lapses.AddTicks(-1), 10, Cancellation));
        Assert.Equal(job.Id, Assert.Single(await sweeper.Store.DueAsync(lapses, 10, Cancellation)).Id);
    }

    [Fact]
    public async Task A_job_that_is_due_before_its_entry_gets_an_earlier_one()
    {
        var instance = Tables.NewInstance();
        var job = Queued() with { NotBefore = Start.AddHours(1) };
        await instance.Store.AddAsync(job, Cancellation);
        var sooner = job with { Version = 2, NotBefore = Start.AddSeconds(5) };
        await instance.Store.TrySaveAsync(sooner, Cancellation);
        Assert.Equal(job.Id, Assert.Single(await Tables.NewInstance().Store.DueAsync(Start.AddSeconds(5), 10, Cancellation)).Id);
    }

    [Fact]
    public async Task An_entry_that_another_instance_has_made_late_is_not_trusted()
    {
        var (one, other) = (Tables.NewInstance(), Tables.NewInstance());
        var job = Queued();
        await one.Store.AddAsync(job, Cancellation);

        // The index entry moves behind this instance's back, at the same version.
        await Tables.Client.UpdateItemAsync(new()
        {
            TableName = Tables.Names.JobsTable,
            Key = JobRow.KeyOf(job.Id),
            UpdateExpression = "SET due_at = :late",
            ExpressionAttributeValues = new() { [":late"] = RowTime.Seconds(Start.AddYears(1)) },
        }, Cancellation);
        var running = job.After(new JobEvent.Started(Lease()));
        Assert.True(await one.Store.TrySaveAsync(running, Cancellation));
        Assert.Equal(job.Id, Assert.Single(await other.Store.DueAsync(running.DueAt!.Value, 10, Cancellation)).Id);
    }

    [Fact]
    public async Task A_sweep_remembers_whom_it_need_not_ask_and_forgets_it_in_time()
    {
        var wire = new Wire();
        var (worker, sweeper) = (Tables.NewInstance(), Tables.NewInstance(wire));
        var job = Queued().After(new JobEvent.Started(Lease(Start.AddMinutes(6))));
        await worker.Store.AddAsync(job, Cancellation);
        await worker.Store.TrySaveAsync(job = job.After(new JobEvent.LeaseRenewed(job.Lease! with { Until = Start.AddMinutes(2) })), Cancellation);
        var asked = 0;
        wire.Answer = operation =>
        {
            asked += operation == "BatchGetItem" ? 1 : 0;
            return null;
        };
        var before = job.DueAt!.Value.AddTicks(-1);
        Assert.Empty(await sweeper.Store.DueAsync(before, 10, Cancellation));
        Assert.Empty(await sweeper.Store.DueAsync(before, 10, Cancellation));
        Assert.Equal(1, asked);

        // The worker gives the job back, to be taken up sooner. It knows so at once; the other one believes what it read for some minutes at most.
        var deferred = job with { Version = job.Version + 1, Lease = null, State = JobState.Queued, NotBefore = Start.AddMinutes(1) };
        await worker.Store.TrySaveAsync(deferred, Cancellation);
        Assert.Single(await worker.Store.DueAsync(deferred.DueAt!.Value, 10, Cancellation));
        Assert.Empty(await sweeper.Store.DueAsync(deferred.DueAt!.Value, 10, Cancellation));
        Assert.Single(await sweeper.Store.DueAsync(Start + DueEntry.Soon, 10, Cancellation));
    }

    [Fact]
    public async Task An_index_that_lags_shows_nothing_that_is_not_so()
    {
        var lagging = new LaggingIndex();
        var (worker, sweeper) = (Tables.NewInstance(), Tables.NewInstance(lagging));
        var removed = Queued();
        var cancelled = Queued();
        var due = Queued();
        foreach (var job in (Job[])[removed, cancelled, due])
        {
            await worker.Store.AddAsync(job, Cancellation);
        }

        var later = due.DueAt!.Value.AddHours(1);
        await sweeper.Store.DueAsync(Start.AddSeconds(-1), 10, Cancellation);
        Assert.Equal(3, (await sweeper.Store.DueAsync(later, 10, Cancellation)).Count);
        Assert.Equal(3, (await sweeper.Store.PageAsync(new() { Owner = Ann, States = [JobState.Queued] }, Cancellation)).Jobs.Count);
        Assert.Equal(3, (await sweeper.Store.PageAsync(new(), Cancellation)).Jobs.Count);

        lagging.Stands = true;
        await worker.Store.TryRemoveAsync(removed.Id, 1, Cancellation);
        await worker.Store.TrySaveAsync(cancelled.After(new JobEvent.Cancelled()), Cancellation);
        Assert.Equal([due.Id], (await sweeper.Store.DueAsync(later, 10, Cancellation)).Select(job => job.Id));
        Assert.Equal([due.Id], (await sweeper.Store.PageAsync(new() { Owner = Ann, States = [JobState.Queued] }, Cancellation)).Jobs.Select(job => job.Id));
        Assert.Equal(2, (await sweeper.Store.PageAsync(new(), Cancellation)).Jobs.Count);
    }

    [Fact]
    public async Task Many_in_motion_do_not_hide_who_is_due()
    {
        var instance = Tables.NewInstance();
        var running = Enumerable.Range(0, 300).Select(_ => Queued().After(new JobEvent.Started(Lease(Start.AddMinutes(2))))).ToArray();
        await Parallel.ForEachAsync(running, Cancellation, async (job, cancellation) => await instance.Store.AddAsync(job, cancellation));
        Tables.Clock.Advance(TimeSpan.FromSeconds(100));
        var due = Queued(at: Start.AddSeconds(1)) with { NotBefore = Start.AddSeconds(101), UpdatedAt = Start.AddSeconds(1) };
        await instance.Store.AddAsync(due, Cancellation);
        Assert.Equal([due.Id], (await Tables.NewInstance().Store.DueAsync(Start.AddSeconds(102), 5, Cancellation)).Select(job => job.Id));
    }

    private async Task<string> EntryAsync(JobId id) =>
        (await Tables.Client.GetItemAsync(Tables.Names.JobsTable, JobRow.KeyOf(id), Cancellation)).Item[JobTable.DueAt].N;
}
