namespace Gas.Blazor.Components.Upload;

/// <summary>Why a file is not taken, in words.</summary>
/// <param name="Link">The page on which something can be done about it, or null.</param>
public sealed record UploadRefusal(string Words, string? Link = null);
