using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Components.Jobs;

/// <summary>What a list shows of a job. Lists are open for hours, and a whole job, with its files and its history, is many times as large.</summary>
public sealed record JobLine
{
    public required JobId Id { get; init; }

    public required UserId Owner { get; init; }

    public required string FileName { get; init; }

    public required string Reference { get; init; }

    public required long InputBytes { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required JobState State { get; init; }

    public required long Version { get; init; }

    public required int Attempt { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Of the result; null where there is none, or nobody has counted.</summary>
    public required long? Records { get; init; }

    public required bool IsResultHot { get; init; }

    /// <summary>Whether a stage is to be done that nobody is at.</summary>
    public required bool IsWaiting { get; init; }

    /// <summary>While annotating; null else.</summary>
    public required AnnotationProgress? Progress { get; init; }

    public required bool Removed { get; init; }

    internal JobStanding Standing => new(State, Version, Attempt, Progress?.Records ?? -1, Removed);

    public static JobLine Of(JobChange change)
    {
        var job = change.Job;
        return new JobLine
        {
            Id = job.Id,
            Owner = job.Owner,
            FileName = job.FileName,
            Reference = job.Reference,
            InputBytes = job.Input.Length,
            Tags = job.Labels?.Tags ?? [],
            State = job.State,
            Version = job.Version,
            Attempt = job.Attempt,
            SubmittedAt = job.SubmittedAt,
            UpdatedAt = job.UpdatedAt,
            Records = job.Result is { IsCounted: true } result ? result.Records : null,
            IsResultHot = job.IsResultHot,
            IsWaiting = job.ReadyAt is not null,
            Progress = change.Progress,
            Removed = change.Removed,
        };
    }
}
