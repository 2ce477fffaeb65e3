using System.Runtime.InteropServices;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Embedded;

/// <summary>What a batch adds to and takes from the numbers of jobs by owner and state.</summary>
internal sealed class JobCounts
{
    private const string AddToOwner = "INSERT INTO job_counts (user_id, state, jobs) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET jobs = jobs + excluded.jobs";
    private const string AddToTotal = "INSERT INTO job_totals (state, jobs) VALUES (?, ?) ON CONFLICT DO UPDATE SET jobs = jobs + excluded.jobs";

    private readonly Dictionary<(UserId Owner, long State), long> _changes = [];
    private readonly Dictionary<long, long> _totals = [];

    public void Add(UserId owner, long state, int change) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_changes, (owner, state), out _) += change;

    public void Flush(SqliteSession session)
    {
        foreach (var ((owner, state), change) in _changes)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_totals, state, out _) += change;
            if (change != 0)
            {
                session.Prepare(AddToOwner).Bind(owner.Value).Bind(state).Bind(change).Run();
            }
        }

        foreach (var (state, change) in _totals)
        {
            if (change != 0)
            {
                session.Prepare(AddToTotal).Bind(state).Bind(change).Run();
            }
        }

        Clear();
    }

    public void Clear()
    {
        _changes.Clear();
        _totals.Clear();
    }
}
