namespace Gas.Pipeline.Aws.Glacier;

/// <param name="Marker">Where the next page begins; null at the end.</param>
public sealed record GlacierJobPage(IReadOnlyList<GlacierJob> JobList, string? Marker);
