namespace Gas.Blazor.Account.Tokens;

/// <summary>A personal token for scripts. The token itself is shown once, when it is made; only its SHA-256 is kept.</summary>
public sealed class ApiToken
{
    public const int LongestName = 60;

    public required string Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>What the person calls it.</summary>
    public required string Name { get; init; }

    public required TokenScope Scopes { get; init; }

    /// <summary>SHA-256 of the token in lower-case hex. The token is 256 random bits: there is nothing to guess, so nothing to slow down.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not good from then on.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>To about a minute; null when it has never been used.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
