namespace Gas.Tests.Aws;

/// <summary>An object of <see cref="S3Peer"/>.</summary>
internal sealed record S3PeerObject(string Key, byte[] Content, string ETag, DateTimeOffset Changed, string StorageClass)
{
    /// <summary>When a restore is or will be done, and until when its copy lives; null when none was asked for.</summary>
    public (DateTimeOffset ReadyAt, DateTimeOffset Until)? Restore { get; set; }

    /// <summary>In a class that cannot be read as it is.</summary>
    public bool IsArchived => StorageClass is "GLACIER" or "DEEP_ARCHIVE";

    public bool IsReadable(DateTimeOffset now) => !IsArchived || (Restore is { } restore && restore.ReadyAt <= now && now < restore.Until);
}
