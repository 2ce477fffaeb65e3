using System.Runtime.InteropServices;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Embedded;

/// <summary>What a batch adds to and takes from the tallies of jobs by owner and state.</summary>
internal sealed class JobCounts
{
    private const string AddToOwner = "INSERT INTO job_counts (user_id, state, jobs, result_bytes) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET jobs = jobs + excluded.jobs, result_bytes = result_bytes + excluded.result_bytes";
    private const string AddToTotal = "INSERT INTO job_totals (state, jobs, result_bytes) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET jobs = jobs + excluded.jobs, result_bytes = result_bytes + excluded.result_bytes";

    private readonly Dictionary<(UserId Owner, long State), JobTally> _changes = [];
    private readonly Dictionary<long, JobTally> _totals = [];

    public void Add(UserId owner, long state, long resultBytes) => Add(_changes, (owner, state), new JobTally(1, resultBytes));

    public void Remove(UserId owner, long state, long resultBytes) => Add(_changes, (owner, state), new JobTally(-1, -resultBytes));

    public void Flush(SqliteSession session)
    {
        foreach (var ((owner, state), change) in _changes)
        {
            Add(_totals, state, change);
            if (change != default)
            {
                session.Prepare(AddToOwner).Bind(owner.Value).Bind(state).Bind(change.Jobs).Bind(change.ResultBytes).Run();
            }
        }

        foreach (var (state, change) in _totals)
        {
            if (change != default)
            {
                session.Prepare(AddToTotal).Bind(state).Bind(change.Jobs).Bind(change.ResultBytes).Run();
            }
        }

        Clear();
    }

    public void Clear()
    {
        _changes.Clear();
        _totals.Clear();
    }

    private static void Add<TKey>(Dictionary<TKey, JobTally> tallies, TKey key, JobTally change)
        where TKey : notnull
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, key, out _);
        tally = new JobTally(tally.Jobs + change.Jobs, tally.ResultBytes + change.ResultBytes);
    }
}
