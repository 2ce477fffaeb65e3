namespace Gas.Blazor.Sharing;

/// <summary>A link by which whoever has it sees one job's results, and nothing else. The link's secret is shown once, when it is made; only its SHA-256 is kept.</summary>
public sealed class ShareLink
{
    public const int LongestName = 60;

    public required string Id { get; init; }

    /// <summary>The job's owner, who made it.</summary>
    public required string UserId { get; init; }

    public required string JobId { get; init; }

    /// <summary>The job's file, as it was called then.</summary>
    public required string FileName { get; init; }

    /// <summary>For whom or what it is, in the owner's words.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the result's files may be taken as well.</summary>
    public required bool Downloads { get; init; }

    /// <summary>SHA-256 of the secret in lower-case hex.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Leads nowhere from then on.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>To about a minute; null when nobody has used it.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
