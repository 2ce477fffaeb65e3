namespace Gas.Pipeline.Jobs;

/// <summary>One step of a job's timeline.</summary>
/// <param name="Note">What a person wants to know about this step, or null.</param>
public sealed record JobMoment(DateTimeOffset At, JobState State, string? Note = null);
