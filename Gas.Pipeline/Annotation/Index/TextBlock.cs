namespace Gas.Pipeline.Annotation.Index;

/// <summary>A block of a result.</summary>
/// <param name="FileStart">Where it begins in the file.</param>
/// <param name="TextStart">Where its text begins in that of the group; negative where it began before.</param>
internal readonly record struct TextBlock(long FileStart, int TextStart);
