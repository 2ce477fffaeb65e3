namespace Gas.Pipeline.Annotation.External;

/// <summary>An annotator that users can choose.</summary>
/// <param name="Name">As jobs carry it; null for the engine in this process.</param>
/// <param name="Version">Program and version.</param>
public sealed record AnnotatorDescription(string? Name, string Title, string Version);
