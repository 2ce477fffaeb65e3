namespace Gas.Blazor.Endpoints;

/// <summary>What an owner writes about a job; what is left out is taken away.</summary>
public sealed record LabelsQuery(string? Note, IReadOnlyList<string>? Tags);
