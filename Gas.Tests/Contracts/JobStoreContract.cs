using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Contracts;

/// <summary>What every <see cref="IJobStore"/> holds to. A provider's tests derive from this and give an empty store.</summary>
public abstract partial class JobStoreContract
{
    protected abstract IJobStore Store { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_added_once_and_the_first_row_stays()
    {
        var job = Queued();
        Assert.True(await Store.AddAsync(job, Cancellation));
        Assert.False(await Store.AddAsync(job with { Terms = Premium }, Cancellation));
        Assert.Equal(Plan.Free, (await Store.FindAsync(job.Id, Cancellation))!.Plan);
        Assert.Equal(1, (await Store.CountAsync(Ann, Cancellation))[JobState.Queued].Jobs);
    }

    [Fact]
    public async Task Of_those_who_add_the_same_job_at_once_one_adds_it()
    {
        var job = Queued();
        var added = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.AddAsync(job, Cancellation))));
        Assert.Single(added, true);
    }

    [Fact]
    public async Task A_job_that_was_never_added_is_not_found() => Assert.Null(await Store.FindAsync(JobId.New(Start), Cancellation));

    [Fact]
    public async Task A_row_is_replaced_only_from_the_version_before()
    {
        var job = Queued();
        await Store.AddAsync(job, Cancellation);
        var second = job with { Version = 2, Attempt = 2 };
        Assert.True(await Store.TrySaveAsync(second, Cancellation));
        Assert.False(await Store.TrySaveAsync(second with { Attempt = 3 }, Cancellation));
        Assert.False(await Store.TrySaveAsync(second with { Version = 4 }, Cancellation));
        Assert.False(await Store.TrySaveAsync(second with { Version = 1 }, Cancellation));
        Assert.Equal(2, (await Store.FindAsync(job.Id, Cancellation))!.Attempt);
    }

    [Fact]
    public async Task A_row_that_was_just_written_can_be_recalled_and_is_the_last_one()
    {
        var job = Queued();
        Assert.Null(await Store.RecallAsync(job.Id, Cancellation));
        await Store.AddAsync(job, Cancellation);
        Assert.Equal(1, (await Store.RecallAsync(job.Id, Cancellation))!.Version);
        var second = job with { Version = 2, Attempt = 2 };
        await Store.TrySaveAsync(second, Cancellation);
        Assert.False(await Store.TrySaveAsync(second with { Attempt = 3 }, Cancellation));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal((2, 2), (await Store.RecallAsync(job.Id, Cancellation) is { } recalled ? (recalled.Version, recalled.Attempt) : default));
        }

        await Store.TryRemoveAsync(job.Id, 2, Cancellation);
        Assert.Null(await Store.RecallAsync(job.Id, Cancellation));
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_neither_saved_nor_removed()
    {
        var job = Queued();
        Assert.False(await Store.TrySaveAsync(job with { Version = 2 }, Cancellation));
        Assert.False(await Store.TryRemoveAsync(job.Id, 1, Cancellation));
        Assert.Null(await Store.FindAsync(job.Id, Cancellation));
    }

    [Fact]
    public async Task Of_concurrent_savers_exactly_one_wins_and_its_row_stands()
    {
        var job = Queued();
        await Store.AddAsync(job, Cancellation);
        for (var version = 2; version <= 10; version++)
        {
            var savers = Enumerable.Range(1, 16).Select(n => job with { Version = version, Attempt = n }).ToArray();
            var saved = await Task.WhenAll(savers.Select(row => Task.Run(() => Store.TrySaveAsync(row, Cancellation))));
            var winner = Assert.Single(savers.Zip(saved), pair => pair.Second).First;
            Assert.Equal(winner.Attempt, (await Store.FindAsync(job.Id, Cancellation))!.Attempt);
        }
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_overwrites_nothing()
    {
        var job = Queued();
        await Store.AddAsync(job, Cancellation);
        var slow = Lease(Start);
        var claimed = job.After(new JobEvent.Started(slow));
        Assert.True(await Store.TrySaveAsync(claimed, Cancellation));

        var lapsed = claimed.On(new JobEvent.LeaseLapsed(3), Start + Job.ClockTolerance)!;
        Assert.True(await Store.TrySaveAsync(lapsed, Cancellation));
        var other = Lease();
        Assert.True(await Store.TrySaveAsync(lapsed.After(new JobEvent.Started(other)), Cancellation));

        Assert.False(await Store.TrySaveAsync(claimed.After(new JobEvent.Annotated(slow.Token, Result(), File("log"))), Cancellation));
        Assert.Equal(other.Token, (await Store.FindAsync(job.Id, Cancellation))!.Lease!.Token);
    }

    [Fact]
    public async Task A_row_is_removed_only_at_its_version()
    {
        var job = Queued();
        await Store.AddAsync(job, Cancellation);
        Assert.False(await Store.TryRemoveAsync(job.Id, 2, Cancellation));
        Assert.True(await Store.TryRemoveAsync(job.Id, 1, Cancellation));
        Assert.False(await Store.TryRemoveAsync(job.Id, 1, Cancellation));
        Assert.Null(await Store.FindAsync(job.Id, Cancellation));
        Assert.True(await Store.AddAsync(job, Cancellation));
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task All_of_a_row_survives(JobState state)
    {
        var job = In(state, Lease(), Plan.Premium) with { FileName = "naïve \"файл\" 染色体\u202e.vcf.gz", Owner = new UserId("né|\"o'1") };
        await Store.AddAsync(job, Cancellation);
        Assert.Equivalent(job, await Store.FindAsync(job.Id, Cancellation), strict: true);
    }

    [Fact]
    public async Task Times_survive_to_the_tick()
    {
        var odd = Start.AddTicks(1_234_567);
        var job = Queued(at: odd) with { NotBefore = odd.AddTicks(1), StartedAt = new DateTimeOffset(odd.AddTicks(2).Ticks, TimeSpan.FromHours(5.5)) };
        await Store.AddAsync(job, Cancellation);
        var found = (await Store.FindAsync(job.Id, Cancellation))!;
        Assert.Equal(odd, found.SubmittedAt);
        Assert.Equal(job.NotBefore, found.NotBefore);
        Assert.Equal(job.StartedAt, found.StartedAt);
    }

    [Fact]
    public async Task Due_rows_come_longest_due_first_and_no_others()
    {
        var late = Queued() with { NotBefore = Start.AddHours(2) };
        var early = Queued() with { NotBefore = Start.AddHours(1) };
        var later = Queued() with { NotBefore = Start.AddHours(3) };
        var never = Queued().After(new JobEvent.Cancelled());
        foreach (var job in (Job[])[late, early, later, never])
        {
            await Store.AddAsync(job, Cancellation);
        }

        Assert.Empty(await Store.DueAsync(early.DueAt!.Value.AddTicks(-1), 10, Cancellation));
        Assert.Equal([early.Id, late.Id], (await Store.DueAsync(late.DueAt!.Value, 10, Cancellation)).Select(job => job.Id));
        Assert.Equal([early.Id], (await Store.DueAsync(later.DueAt!.Value, 1, Cancellation)).Select(job => job.Id));

        Assert.True(await Store.TrySaveAsync(early with { Version = 2, NotBefore = Start.AddHours(9) }, Cancellation));
        Assert.True(await Store.TrySaveAsync(late.After(new JobEvent.Cancelled()), Cancellation));
        Assert.Equal([later.Id], (await Store.DueAsync(later.DueAt!.Value, 10, Cancellation)).Select(job => job.Id));
    }

    public static TheoryData<JobState> States() => [.. Enum.GetValues<JobState>()];
}
