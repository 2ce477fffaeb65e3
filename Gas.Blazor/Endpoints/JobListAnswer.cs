namespace Gas.Blazor.Endpoints;

/// <param name="Next">The cursor of the next page, or null when this is the last.</param>
public sealed record JobListAnswer(IReadOnlyList<JobAnswer> Jobs, string? Next);
