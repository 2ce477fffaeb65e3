namespace Gas.Blazor.Components.Upload;

/// <summary>A file as the browser tells of it.</summary>
public sealed record ChosenFile(int Id, string Name, long Size);
