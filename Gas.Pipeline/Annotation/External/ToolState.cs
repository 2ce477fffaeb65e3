namespace Gas.Pipeline.Annotation.External;

/// <summary>Whether a tool can be run.</summary>
/// <param name="Version">As it says itself, or null when it cannot be run.</param>
/// <param name="Problem">Why it cannot, in a sentence.</param>
public sealed record ToolState(string Name, string Title, string? Version, string? Problem);
