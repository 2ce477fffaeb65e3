using System.Runtime.InteropServices;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>Jobs and bytes by state; also differences of such, which may be negative.</summary>
internal sealed class TallySheet
{
    private readonly Dictionary<JobState, JobTally> _tallies = [];

    public IEnumerable<KeyValuePair<JobState, JobTally>> Entries => _tallies.Where(entry => entry.Value != default);

    public bool IsEmpty => !Entries.Any();

    /// <summary>Only lost or doubled changes lead to less than nothing.</summary>
    public bool IsImpossible => _tallies.Values.Any(tally => tally.Jobs < 0 || tally.ResultBytes < 0);

    /// <summary>Whether any job is in a state that does not last: a wrong count of those holds others back.</summary>
    public bool IsMoving => Entries.Any(entry => entry.Key is not (JobState.Completed or JobState.Failed or JobState.Cancelled or JobState.Archived));

    public void Add(JobState state, long jobs, long resultBytes)
    {
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_tallies, state, out _);
        tally = new JobTally(tally.Jobs + jobs, tally.ResultBytes + resultBytes);
    }

    public void Add(TallySheet other)
    {
        foreach (var (state, tally) in other.Entries)
        {
            Add(state, tally.Jobs, tally.ResultBytes);
        }
    }

    public IReadOnlyDictionary<JobState, JobTally> ToCounts() =>
        Entries.Where(entry => entry.Value.Jobs > 0).ToDictionary(entry => entry.Key, entry => entry.Value);
}
