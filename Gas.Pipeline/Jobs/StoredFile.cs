namespace Gas.Pipeline.Jobs;

/// <summary>A file in the file store, as it was when its writing was committed.</summary>
/// <param name="Key">The server's own choice, never built from a user's file name.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Of the content, lower-case hex; empty (and the length 0) for an archive of the original service that nobody has read since.</param>
public sealed record StoredFile(string Key, long Length, string Sha256)
{
    public bool IsKnown => Sha256.Length > 0;

    /// <summary>Whether the content is bgzip; the original service's results are plain text.</summary>
    public bool IsPacked => Key.EndsWith(".gz", StringComparison.Ordinal);
}
