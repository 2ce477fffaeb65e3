using CsCheck;
using Gas.Pipeline.Jobs;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Contracts;

public abstract partial class JobStoreContract
{
    private static readonly Gen<JobState> AnyState = Gen.Enum<JobState>();

    /// <summary>What is done, to which of the jobs so far, towards which state.</summary>
    private static readonly Gen<(int Deed, int Which, JobState State)[]> Deeds = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 1000], AnyState).Array[1, 60];

    [Fact]
    public async Task Counts_are_what_counting_would_give()
    {
        var owners = 0;
        var all = new Dictionary<JobState, JobTally>();
        await Deeds.SampleAsync(
            async deeds =>
            {
                var owner = new UserId($"owner-{owners++}");
                var rows = new List<Job>();
                foreach (var (deed, which, state) in deeds)
                {
                    await DoAsync(rows, owner, deed, which, state);
                    if (which % 10 == 0)
                    {
                        // What was glanced at has to follow what is done next.
                        await Store.GlanceAsync(owner, Cancellation);
                    }
                }

                var expected = rows.GroupBy(row => row.State).ToDictionary(group => group.Key, group => new JobTally(group.LongCount(), group.Sum(row => row.ResultBytes)));
                Assert.Equivalent(expected, await Store.GlanceAsync(owner, Cancellation), strict: true);
                Assert.Equivalent(expected, await Store.CountAsync(owner, Cancellation), strict: true);
                foreach (var (state, count) in expected)
                {
                    var before = all.GetValueOrDefault(state);
                    all[state] = new JobTally(before.Jobs + count.Jobs, before.ResultBytes + count.ResultBytes);
                }

                Assert.Equivalent(all, await Store.CountAsync(null, Cancellation), strict: true);
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public async Task Counts_hold_when_many_write_at_once()
    {
        var jobs = Enumerable.Range(0, 200).Select(_ => Queued()).ToArray();
        await Parallel.ForEachAsync(jobs, Cancellation, async (job, cancellation) =>
        {
            await Store.AddAsync(job, cancellation);
            await Store.TrySaveAsync(job.After(new JobEvent.Cancelled()), cancellation);
            await Store.TrySaveAsync(job with { Version = 2 }, cancellation);
        });
        Assert.Equivalent(new Dictionary<JobState, JobTally> { [JobState.Cancelled] = new(200, 0) }, await Store.CountAsync(null, Cancellation), strict: true);
    }

    private async Task DoAsync(List<Job> rows, UserId owner, int deed, int which, JobState state)
    {
        if (deed <= 1 || rows.Count == 0)
        {
            var job = Queued() with { Owner = owner, State = state };
            Assert.True(await Store.AddAsync(job, Cancellation));
            rows.Add(job);
            return;
        }

        which %= rows.Count;
        var row = rows[which];
        switch (deed)
        {
            case 2:
                Assert.False(await Store.AddAsync(row with { State = state }, Cancellation));
                break;
            case 3:
                Assert.False(await Store.TrySaveAsync(row with { State = state }, Cancellation));
                break;
            case 4:
                rows[which] = row with { State = state, Version = row.Version + 1, Result = deed + (int)state > 6 ? Result() : null };
                Assert.True(await Store.TrySaveAsync(rows[which], Cancellation));
                break;
            default:
                Assert.True(await Store.TryRemoveAsync(row.Id, row.Version, Cancellation));
                rows.RemoveAt(which);
                break;
        }
    }
}
