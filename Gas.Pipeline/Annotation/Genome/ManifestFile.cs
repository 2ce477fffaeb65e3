namespace Gas.Pipeline.Annotation.Genome;

/// <param name="Role">See <see cref="FileRole"/>.</param>
/// <param name="Path">Relative to the reference's folder.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="SourceSha256">Of the file that it was compiled from, for known variants and regions.</param>
public sealed record ManifestFile(string Role, string Path, long Bytes, string Sha256, string? SourceSha256 = null);
