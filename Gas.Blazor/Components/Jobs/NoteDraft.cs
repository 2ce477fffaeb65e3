namespace Gas.Blazor.Components.Jobs;

/// <summary>A note as it is being written.</summary>
/// <param name="Tags">Separated by commas.</param>
public sealed record NoteDraft(string? Note, string? Tags);
