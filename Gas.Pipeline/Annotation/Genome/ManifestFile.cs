namespace Gas.Pipeline.Annotation.Genome;

/// <param name="Role">See <see cref="FileRole"/>.</param>
/// <param name="Path">Relative to the reference's folder.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record ManifestFile(string Role, string Path, long Bytes, string Sha256);
