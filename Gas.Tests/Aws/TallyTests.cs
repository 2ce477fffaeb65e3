using System.Net;
using Gas.Pipeline.Aws.Rows;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Aws;

/// <summary>Tallies as instances share them, and how a wrong one gets right.</summary>
public sealed class TallyTests : IAsyncLifetime
{
    private static readonly TimeSpan Still = TimeSpan.FromMinutes(6);

    private DynamoTables? _tables;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DynamoTables Tables => _tables!;

    public async ValueTask InitializeAsync() => _tables = await DynamoTables.CreateAsync(Cancellation);

    public ValueTask DisposeAsync() => _tables?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task An_instance_sees_what_others_have_written_and_at_once_what_itself_has_done()
    {
        var (one, other) = (Tables.NewInstance(), Tables.NewInstance());
        await one.Store.AddAsync(Queued(), Cancellation);
        await one.Tallies.FlushAsync(Cancellation);
        await other.Store.AddAsync(Queued() with { Owner = new("bob") }, Cancellation);
        await other.Store.AddAsync(Queued(), Cancellation);
        Assert.Equal(2, await QueuedAsync(other, Ann));
        Assert.Equal(1, await QueuedAsync(one, Ann));
        Assert.Equal(3, await QueuedAsync(other, null));

        await other.Tallies.FlushAsync(Cancellation);
        Assert.Equal(2, await QueuedAsync(one, Ann));
        Assert.Equal(3, await QueuedAsync(one, null));
        Assert.Equal(3, await QueuedAsync(other, null));
    }

    [Fact]
    public async Task Of_instances_that_race_one_saves_and_it_alone_counts()
    {
        var instances = Enumerable.Range(0, 6).Select(_ => Tables.NewInstance()).ToArray();
        var job = Queued();
        await instances[0].Store.AddAsync(job, Cancellation);
        for (var version = 2; version <= 6; version++)
        {
            var next = job with { Version = version, State = version % 2 == 0 ? JobState.Annotating : JobState.Queued };
            var saved = await Task.WhenAll(instances.Select(instance => Task.Run(() => instance.Store.TrySaveAsync(next, Cancellation))));
            Assert.Single(saved, true);
        }

        foreach (var instance in instances)
        {
            await instance.Tallies.FlushAsync(Cancellation);
        }

        Assert.Equal(new Dictionary<JobState, JobTally> { [JobState.Annotating] = new(1, 0) }, await Tables.NewInstance().Store.CountAsync(Ann, Cancellation));
    }

    [Fact]
    public async Task A_change_and_its_undoing_cost_no_write()
    {
        var wire = new Wire();
        var instance = Tables.NewInstance(wire);
        var job = Queued();
        await instance.Store.AddAsync(job, Cancellation);
        await instance.Store.TryRemoveAsync(job.Id, 1, Cancellation);
        var requests = wire.Requests;
        await instance.Tallies.FlushAsync(Cancellation);
        Assert.Equal(requests, wire.Requests);
        Assert.Empty(await instance.Store.CountAsync(Ann, Cancellation));
    }

    [Fact]
    public async Task What_was_added_without_an_answer_is_not_added_twice()
    {
        var wire = new Wire();
        var instance = Tables.NewInstance(wire);
        await instance.Store.AddAsync(Queued(), Cancellation);
        wire.LoseNext("UpdateItem", times: 100);
        await Assert.ThrowsAsync<IOException>(() => instance.Tallies.FlushAsync(Cancellation));
        Assert.Equal(1, await QueuedAsync(instance, Ann));
        Assert.Equal(1, await QueuedAsync(instance, null));

        wire.Loses = _ => false;
        await instance.Tallies.FlushAsync(Cancellation);
        Assert.Equal(1, await QueuedAsync(Tables.NewInstance(), Ann));
    }

    [Fact]
    public async Task A_table_that_throttles_delays_what_was_noted()
    {
        var wire = new Wire();
        var instance = Tables.NewInstance(wire);
        await instance.Store.AddAsync(Queued(), Cancellation);
        wire.Answer = operation => operation == "UpdateItem" ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("") } : null;
        await Assert.ThrowsAsync<IOException>(() => instance.Tallies.FlushAsync(Cancellation));
        wire.Answer = _ => null;
        await instance.Store.AddAsync(Queued(), Cancellation);
        await instance.Tallies.FlushAsync(Cancellation);
        await instance.Tallies.FlushAsync(Cancellation);
        Assert.Equal(2, await QueuedAsync(Tables.NewInstance(), Ann));
    }

    [Fact]
    public async Task What_a_crash_left_running_is_found_and_holds_nobody_back_for_ever()
    {
        var dead = Tables.NewInstance();
        var lease = Lease();
        var running = Queued().After(new JobEvent.Started(lease));
        await dead.Store.AddAsync(running, Cancellation);
        await dead.Tallies.FlushAsync(Cancellation);
        await dead.Store.TrySaveAsync(running.After(new JobEvent.Annotated(lease.Token, Result(), File("log"))), Cancellation);
        // Here it dies: the row says completed, the tallies say annotating.

        var alive = Tables.NewInstance();
        Assert.Equal(1, (await alive.Store.CountAsync(Ann, Cancellation))[JobState.Annotating].Jobs);
        Assert.Empty(alive.Tallies.Doubts.Due());
        Tables.Clock.Advance(Still);
        await alive.Store.CountAsync(null, Cancellation);
        await HealAsync(alive);
        Assert.Equal(new Dictionary<JobState, JobTally> { [JobState.Completed] = new(1, 1234) }, await alive.Store.CountAsync(Ann, Cancellation));
        Tables.Clock.Advance(Still);
        Assert.Equal(new Dictionary<JobState, JobTally> { [JobState.Completed] = new(1, 1234) }, await alive.Store.CountAsync(null, Cancellation));
        Assert.Empty(alive.Tallies.Doubts.Due());
    }

    [Fact]
    public async Task An_owner_whose_first_job_was_never_counted_is_counted_when_asked_for()
    {
        await Tables.NewInstance().Store.AddAsync(Queued(), Cancellation);
        var alive = Tables.NewInstance();
        Assert.Empty(await alive.Store.CountAsync(Ann, Cancellation));
        await HealAsync(alive);
        Assert.Equal(1, await QueuedAsync(alive, Ann));
    }

    [Fact]
    public async Task Less_than_nothing_is_noticed_at_once_and_never_told()
    {
        var lost = Tables.NewInstance();
        var job = Queued();
        await lost.Store.AddAsync(job, Cancellation);
        var alive = Tables.NewInstance();
        await alive.Store.TrySaveAsync(job.After(new JobEvent.Cancelled()), Cancellation);
        await alive.Tallies.FlushAsync(Cancellation);
        Assert.DoesNotContain(JobState.Queued, await alive.Store.CountAsync(Ann, Cancellation));
        await HealAsync(alive);
        Assert.Equal(new Dictionary<JobState, JobTally> { [JobState.Cancelled] = new(1, 0) }, await alive.Store.CountAsync(Ann, Cancellation));
        Assert.Empty(alive.Tallies.Doubts.Due());
    }

    [Fact]
    public async Task A_recount_begins_again_when_somebody_adds_meanwhile()
    {
        var (one, other) = (Tables.NewInstance(), Tables.NewInstance());
        await one.Store.AddAsync(Queued(), Cancellation);
        await one.Tallies.FlushAsync(Cancellation);
        await other.Store.AddAsync(Queued(), Cancellation);
        one.Tallies.Doubt(Ann);

        // The recount finds both rows; the other instance adds its own afterwards. Writing what was counted would make three.
        var waits = 0;
        await HealAsync(one, async () =>
        {
            if (++waits == 2)
            {
                await other.Tallies.FlushAsync(Cancellation);
            }
        });
        Assert.True(waits > 2);
        Assert.Equal(2, await QueuedAsync(one, Ann));
    }

    [Fact]
    public async Task An_owner_who_never_rests_is_set_right_and_looked_at_again()
    {
        var (one, other) = (Tables.NewInstance(), Tables.NewInstance());
        var lease = Lease();
        await Tables.NewInstance().Store.AddAsync(Queued().After(new JobEvent.Started(lease)), Cancellation);
        one.Tallies.Doubt(Ann);
        await HealAsync(one, async () =>
        {
            await other.Store.AddAsync(Queued(), Cancellation);
            await other.Tallies.FlushAsync(Cancellation);
        });
        var counts = await one.Store.CountAsync(Ann, Cancellation);
        Assert.Equal(1, counts[JobState.Annotating].Jobs);
        Assert.Equal(6, counts[JobState.Queued].Jobs);
        Assert.Empty(one.Tallies.Doubts.Due());
        Tables.Clock.Advance(Still);
        Assert.Equal([Ann], one.Tallies.Doubts.Due());
    }

    [Fact]
    public async Task A_day_old_tally_is_counted_again()
    {
        var instance = Tables.NewInstance();
        var job = In(JobState.Completed, Lease());
        await instance.Store.AddAsync(job, Cancellation);
        await instance.Tallies.FlushAsync(Cancellation);
        Tables.Clock.Advance(TimeSpan.FromHours(23));
        await instance.Store.CountAsync(Ann, Cancellation);
        Assert.Empty(instance.Tallies.Doubts.Due());
        Tables.Clock.Advance(TimeSpan.FromHours(2));
        await instance.Store.CountAsync(Ann, Cancellation);
        Assert.Equal([Ann], instance.Tallies.Doubts.Due());
    }

    private static async Task<long> QueuedAsync(DynamoInstance instance, UserId? owner) =>
        (await instance.Store.CountAsync(owner, Cancellation)).GetValueOrDefault(JobState.Queued).Jobs;

    /// <summary>Recounts the one who is in doubt, and lets time pass whenever it waits.</summary>
    private async Task HealAsync(DynamoInstance instance, Func<Task>? meanwhile = null)
    {
        var waits = Tables.Clock.NextTimer;
        var work = instance.Recount.RecountAsync(Assert.Single(instance.Tallies.Doubts.Due()), Cancellation);
        while (await Task.WhenAny(work, waits) != work)
        {
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            waits = Tables.Clock.NextTimer;
            Tables.Clock.Advance(TallyRecount.Settling);
        }

        await work;
    }
}
