namespace Gas.Pipeline.Aws.Glacier;

/// <summary>A retrieval as the service describes it, when asked and in its completion message.</summary>
/// <param name="JobDescription">What was said when it was started: our job's id.</param>
/// <param name="Completed">It has ended, which is no success: see <paramref name="StatusCode"/>.</param>
/// <param name="StatusCode"><c>InProgress</c>, <c>Succeeded</c> or <c>Failed</c>.</param>
/// <param name="SHA256TreeHash">Of the whole archive.</param>
public sealed record GlacierJob(
    string JobId,
    string? JobDescription,
    string? Action,
    string? ArchiveId,
    DateTimeOffset CreationDate,
    bool Completed,
    string? StatusCode,
    long? ArchiveSizeInBytes,
    string? SHA256TreeHash,
    string? Tier)
{
    public const string InProgress = "InProgress";
    public const string Succeeded = "Succeeded";

    /// <summary>It brings back an archive, and not an inventory.</summary>
    public bool IsRetrieval => Action == "ArchiveRetrieval";
}
