namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Where a part of the reference comes from and under which terms.</summary>
public sealed record ManifestSource(string Title, string Address, string Version, string License);
