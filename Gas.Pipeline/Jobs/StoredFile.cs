namespace Gas.Pipeline.Jobs;

/// <summary>A file in the file store, as it was when its writing was committed.</summary>
/// <param name="Key">The server's own choice, never built from a user's file name.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Of the content, lower-case hex.</param>
public sealed record StoredFile(string Key, long Length, string Sha256);
