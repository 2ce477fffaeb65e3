namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Where a part of the reference comes from and under which terms.</summary>
/// <param name="Sha256">Of the file that was read, as it was downloaded; null where it is not known.</param>
public sealed record ManifestSource(string Title, string Address, string Version, string License, string? Sha256 = null);
