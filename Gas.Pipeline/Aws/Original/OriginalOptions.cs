using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Original;

/// <summary>Where the original service is, and how its jobs are to be taken over.</summary>
/// <param name="Table">Its DynamoDB table.</param>
/// <param name="Reference">Against which jobs that it has not annotated are annotated here.</param>
/// <param name="Vault">Its Glacier vault, from which archived results are retrieved; null where archives stay in the vault, or cannot be taken over.</param>
public sealed record OriginalOptions(string Table, string Reference, string? Vault, RetrievalTier Tier, bool DryRun);
