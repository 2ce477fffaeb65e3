using System.ComponentModel.DataAnnotations;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline;

/// <summary>How results go to the vault and come back; section <c>Archive</c>.</summary>
public sealed class ArchiveOptions : IValidatableObject
{
    public const string Section = "Archive";

    /// <summary>How long the hot copy outlives archiving, for downloads that have begun.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ErrorMessage = "Archive:HotGrace must be a time from 00:00:00 to 7.00:00:00.")]
    public TimeSpan HotGrace { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Results shorter than this many bytes are never archived.</summary>
    [Range(0, long.MaxValue, ErrorMessage = "Archive:MinBytes must be a number of bytes, or 0 to archive results of any length.")]
    public long MinBytes { get; set; }

    /// <summary>The tiers to try for a retrieval, in this order, separated by commas: the next one when a tier has no capacity or has lost one.</summary>
    public string Tiers { get; set; } = "Expedited, Standard";

    /// <summary>Retrievals under way or being copied back at the same time, of all users together.</summary>
    [Range(1, 100_000, ErrorMessage = "Archive:MaxRetrievals must be a whole number from 1 to 100000.")]
    public int MaxRetrievals { get; set; } = 200;

    /// <summary>How often a retrieval is asked about when its completion notice is late.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Archive:PollInterval must be a time from 00:00:01 to 1.00:00:00.")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary><see cref="Tiers"/>, read.</summary>
    public IReadOnlyList<RetrievalTier> TierOrder => [.. Split().Select(Enum.Parse<RetrievalTier>)];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var names = Split();
        if (names.Length == 0 || names.Any(name => !Enum.GetNames<RetrievalTier>().Contains(name)))
        {
            yield return new($"{Section}:{nameof(Tiers)} is '{Tiers}', but must name one or more of {string.Join(", ", Enum.GetNames<RetrievalTier>())}, separated by commas.");
        }
    }

    private string[] Split() => Tiers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
