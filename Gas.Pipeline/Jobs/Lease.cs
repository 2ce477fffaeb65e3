namespace Gas.Pipeline.Jobs;

/// <summary>A worker's claim on a job. A save under a token that is no longer the row's is refused, so a stalled worker cannot overwrite its successor.</summary>
/// <param name="Token">New for each claim.</param>
/// <param name="Worker">Names process and machine, for people.</param>
/// <param name="Until">When it lapses unless renewed.</param>
public sealed record Lease(Guid Token, string Worker, DateTimeOffset Until);
