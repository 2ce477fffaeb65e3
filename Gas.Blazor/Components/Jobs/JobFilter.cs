using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Components.Jobs;

/// <summary>Which jobs a list shows. It lives in the address, so that a list can be reloaded, gone back to and passed on.</summary>
/// <param name="After">Where the page before ended; null for the newest.</param>
public sealed record JobFilter(JobGroup Group, string? Search = null, string? After = null)
{
    /// <summary>Only this owner's, in lists of everybody's jobs; null for all.</summary>
    public UserId? Owner { get; init; }

    public bool IsAll => Group.States.Count == 0 && Search is null;

    public static JobFilter Of(string? state, string? search, string? after) =>
        new(JobGroup.Of(state), string.IsNullOrWhiteSpace(search) ? null : search.Trim(), string.IsNullOrEmpty(after) ? null : after);

    public bool Matches(Job job) => (Owner is null || Owner == job.Owner) && Group.Includes(job.State) && (Search is null || job.FileName.Contains(Search, StringComparison.OrdinalIgnoreCase));

    public JobQuery ToQuery(UserId owner, int size) => new() { Owner = owner, States = Group.States, Search = Search, Cursor = After, Size = size };

    public string ToUri()
    {
        (string Name, string? Value)[] parts = [("state", Group.Key), ("q", Search), ("after", After)];
        var query = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "jobs" : $"jobs?{query}";
    }
}
