using Gas.Pipeline.Annotation;

namespace Gas.Blazor.Components.Upload;

/// <summary>What the user chose for the files to come; the browser remembers it.</summary>
public sealed record SubmitChoices(string? Reference = null, bool Strict = false, Phasing Phasing = Phasing.None, string? Annotator = null);
