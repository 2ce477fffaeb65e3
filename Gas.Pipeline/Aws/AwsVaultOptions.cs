using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws;

/// <summary>Section <c>Aws:Vault</c>.</summary>
public sealed class AwsVaultOptions
{
    public AwsVaultKind Kind { get; set; } = AwsVaultKind.S3;

    /// <summary>For <see cref="AwsVaultKind.Glacier"/>: the vault's name, where it is there already and has another than the prefix gives it.</summary>
    public string? Name { get; set; }

    /// <summary>For <see cref="AwsVaultKind.S3"/>: where archives lie.</summary>
    public AwsStorageClass StorageClass { get; set; } = AwsStorageClass.Glacier;

    /// <summary>For <see cref="AwsVaultKind.S3"/>: how long a restored copy can be read before it must be restored again; it is copied back at once.</summary>
    public int RestoredDays { get; set; } = 2;

    /// <summary>What AWS states at most for a usual retrieval; Deep Archive has no expedited tier, so there the next one is meant.</summary>
    internal RetrievalTimes Times => (Kind, StorageClass) switch
    {
        (AwsVaultKind.S3, AwsStorageClass.GlacierInstantRetrieval) => new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero),
        (AwsVaultKind.S3, AwsStorageClass.DeepArchive) => new(TimeSpan.FromHours(12), TimeSpan.FromHours(12), TimeSpan.FromHours(48)),
        _ => new(TimeSpan.FromMinutes(5), TimeSpan.FromHours(5), TimeSpan.FromHours(12)),
    };
}

/// <summary>What keeps archives.</summary>
public enum AwsVaultKind
{
    /// <summary>The results bucket, in a Glacier storage class: what AWS advises.</summary>
    S3,

    /// <summary>A stand-alone Glacier vault, for accounts that have the service.</summary>
    Glacier,
}

/// <summary>S3's storage classes for archives.</summary>
public enum AwsStorageClass
{
    /// <summary>Flexible Retrieval: minutes to hours.</summary>
    Glacier,

    /// <summary>Instant Retrieval: needs none.</summary>
    GlacierInstantRetrieval,

    /// <summary>Hours to two days; no expedited tier.</summary>
    DeepArchive,
}
