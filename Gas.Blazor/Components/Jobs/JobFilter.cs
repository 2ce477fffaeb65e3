using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Components.Jobs;

/// <summary>Which jobs a list shows. It lives in the address, so that a list can be reloaded, gone back to and passed on.</summary>
/// <param name="After">Where the page before ended; null for the newest.</param>
public sealed record JobFilter(JobGroup Group, string? Search = null, string? After = null)
{
    /// <summary>Only this owner's, in lists of everybody's jobs; null for all.</summary>
    public UserId? Owner { get; init; }

    /// <summary>Only jobs with this tag; null for all.</summary>
    public string? Tag { get; init; }

    public bool IsAll => Group.States.Count == 0 && Search is null && Tag is null;

    public static JobFilter Of(string? state, string? search, string? tag, string? after) =>
        new(JobGroup.Of(state), Text(search), string.IsNullOrEmpty(after) ? null : after) { Tag = Text(tag) };

    public bool Matches(Job job) =>
        (Owner is null || Owner == job.Owner)
        && Group.Includes(job.State)
        && (Search is null || job.FileName.Contains(Search, StringComparison.OrdinalIgnoreCase))
        && (Tag is null || job.Labels?.IsTagged(Tag) == true);

    /// <param name="owner">Whose jobs may be seen; null for everybody's.</param>
    public JobQuery ToQuery(UserId? owner, int size) => new() { Owner = owner, States = Group.States, Search = Search, Tag = Tag, Cursor = After, Size = size };

    /// <summary>The user's jobs with this tag.</summary>
    public static string UriOf(string tag) => new JobFilter(JobGroup.Everything) { Tag = tag }.ToUri();

    public string ToUri()
    {
        (string Name, string? Value)[] parts = [("state", Group.Key), ("q", Search), ("tag", Tag), ("after", After)];
        var query = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "jobs" : $"jobs?{query}";
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
