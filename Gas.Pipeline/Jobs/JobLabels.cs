using System.Diagnostics.CodeAnalysis;

namespace Gas.Pipeline.Jobs;

/// <summary>What the owner has written about a job; nothing that the service goes by.</summary>
public sealed record JobLabels(string? Note, IReadOnlyList<string> Tags)
{
    /// <summary>Longest note and tag, and most tags: a row stays small.</summary>
    public const int LongestNote = 1000;
    public const int LongestTag = 30;
    public const int MostTags = 8;

    public static readonly JobLabels None = new(null, []);

    /// <summary>Made tidy: without space around, and each tag once.</summary>
    /// <param name="fault">What is wrong, as a sentence.</param>
    public static bool TryMake(string? note, IEnumerable<string> tags, [NotNullWhen(true)] out JobLabels? labels, [NotNullWhen(false)] out string? fault)
    {
        var text = note?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
        var tidy = tags.Select(tag => string.Concat(tag.Where(character => !char.IsControl(character))).Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        fault = text?.Length > LongestNote ? $"The note must not be longer than {LongestNote:N0} characters."
            : tidy.Count > MostTags ? $"A job can have {MostTags} tags at most."
            : tidy.Find(tag => tag.Length > LongestTag) is { } longest ? $"The tag '{longest[..LongestTag]}…' must not be longer than {LongestTag} characters."
            : null;
        labels = fault is null ? new JobLabels(text, tidy) : null;
        return fault is null;
    }

    /// <summary>Upper and lower case are the same.</summary>
    public bool IsTagged(string tag) => Tags.Contains(tag, StringComparer.OrdinalIgnoreCase);

    public bool Equals(JobLabels? other) => other is not null && Note == other.Note && Tags.SequenceEqual(other.Tags);

    public override int GetHashCode() => HashCode.Combine(Note, Tags.Count);
}
