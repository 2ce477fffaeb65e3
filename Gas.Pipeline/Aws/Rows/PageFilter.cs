using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>What a page shows: the index decides what it can, by phase (which only the owners' index has) and name; the row decides the rest, and all about tags.</summary>
internal sealed class PageFilter
{
    private readonly HashSet<JobState> _states;
    private readonly HashSet<string> _phases;
    private readonly string _search;
    private readonly string? _tag;

    public PageFilter(JobQuery query)
    {
        var states = query.States.Count == 0 ? Enum.GetValues<JobState>() : query.States;
        _states = [.. states.Where(state => state != JobState.Deleting)];
        _phases = [.. _states.Select(JobRow.PhaseOf)];
        _search = Folded(query.Search ?? "");
        _tag = query.Tag;
        LetsAllPass = query.States.Count == 0 && _search.Length == 0 && _tag is null;
        NeedsRows = _tag is not null || (query.Owner is null && query.States.Count > 0) || Enum.GetValues<JobState>().Any(state => _phases.Contains(JobRow.PhaseOf(state)) && !_states.Contains(state));
    }

    /// <summary>Whether the page is a plain list.</summary>
    public bool LetsAllPass { get; }

    /// <summary>Whether many of the rows that the index lets pass may be left out.</summary>
    public bool NeedsRows { get; }

    public bool MayShow(IndexEntry entry) => (entry.Phase.Length == 0 || _phases.Contains(entry.Phase)) && Folded(entry.FileName).Contains(_search, StringComparison.Ordinal);

    public bool Shows(Job job) => _states.Contains(job.State) && (_tag is null || job.Labels?.IsTagged(_tag) == true);

    /// <summary>Upper and lower case of any script are the same to a search.</summary>
    private static string Folded(string name) => name.ToUpperInvariant();
}
