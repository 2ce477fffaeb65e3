using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Operation;

/// <summary>How admins want the service to behave, in all its instances.</summary>
public sealed record ServiceMode
{
    public const int LongestText = 300;

    /// <summary>Grows by one with each change: of two, the higher holds.</summary>
    public long Version { get; init; }

    /// <summary>Why no new work is taken, in a sentence for users; null where the service works as ever.</summary>
    public string? Maintenance { get; init; }

    /// <summary>What all users are told; null for nothing.</summary>
    public string? Banner { get; init; }

    /// <summary>Whether the banner is about trouble.</summary>
    public bool IsBannerUrgent { get; init; }

    /// <summary>Stages that take no new work.</summary>
    public IReadOnlyList<Stage> Paused { get; init; } = [];

    /// <summary>The reference that is meant where none is named; null for the one that ships.</summary>
    public string? DefaultReference { get; init; }

    /// <summary>References that take no new jobs; those that have begun end.</summary>
    public IReadOnlyList<string> Retired { get; init; } = [];

    public string Reference => DefaultReference ?? ReferenceCatalog.DefaultName;

    public bool IsRetired(string reference) => Retired.Contains(reference, StringComparer.OrdinalIgnoreCase);

    /// <summary>Stages that are closed, for whatever reason.</summary>
    public IEnumerable<Stage> Closed => Maintenance is null ? Paused : Enum.GetValues<Stage>();
}
