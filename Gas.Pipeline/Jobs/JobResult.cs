namespace Gas.Pipeline.Jobs;

/// <summary>What a successful annotation left behind.</summary>
/// <param name="Vcf">The annotated VCF, bgzip.</param>
/// <param name="Index">Its tabix index, or null when the input was not sorted.</param>
/// <param name="Summary">Counts as JSON; null for a result of the original service, which wrote none.</param>
/// <param name="Records">Records read.</param>
/// <param name="Skipped">Records left out because they break the specification.</param>
/// <param name="Variants">The index that the table of variants reads; null for a result that was made before there was one.</param>
public sealed record JobResult(StoredFile Vcf, StoredFile? Index, StoredFile? Summary, long Records, long Skipped, StoredFile? Variants = null)
{
    /// <summary>Whether anybody has counted the records.</summary>
    public bool IsCounted => Summary is not null;
}
