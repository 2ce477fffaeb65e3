namespace Gas.Pipeline.Aws.Glacier;

/// <summary>What to start.</summary>
/// <param name="Description">Comes back in the completion message.</param>
/// <param name="SNSTopic">Where completion is told; null for nowhere.</param>
/// <param name="Tier"><c>Expedited</c>, <c>Standard</c> or <c>Bulk</c>.</param>
public sealed record GlacierJobParameters(string ArchiveId, string Description, string? SNSTopic, string Tier)
{
    public string Type { get; } = "archive-retrieval";
}
