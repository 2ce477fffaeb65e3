namespace Gas.Pipeline.Jobs;

/// <summary>How fast a vault gives an archive back, at what price. The names are Glacier's.</summary>
public enum RetrievalTier
{
    Expedited = 0,
    Standard = 1,
    Bulk = 2,
}

/// <summary>A retrieval under way.</summary>
/// <param name="Id">The vault's name for it.</param>
public sealed record Retrieval(string Id, RetrievalTier Tier, DateTimeOffset StartedAt, DateTimeOffset ExpectedAt);
