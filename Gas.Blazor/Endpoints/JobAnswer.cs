using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Endpoints;

/// <summary>What a script is told of a job: a promise to its writers, which the row is not. Keys, leases and vault ids stay inside.</summary>
public sealed record JobAnswer
{
    public required JobId Id { get; init; }

    /// <summary>The job's page.</summary>
    public required string Url { get; init; }
    public required JobState State { get; init; }
    public required string FileName { get; init; }
    public required long Bytes { get; init; }
    public required string Sha256 { get; init; }
    public required string Reference { get; init; }

    /// <summary>The external annotator; null for the service's own engine.</summary>
    public string? Annotator { get; init; }
    public required bool Strict { get; init; }

    /// <summary>Which variants were called together.</summary>
    public required Phasing Phasing { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public long? Records { get; init; }
    public long? Skipped { get; init; }
    public JobFailure? Failure { get; init; }

    /// <summary>When the result goes to the archive; null for never.</summary>
    public DateTimeOffset? ArchiveAt { get; init; }

    /// <summary>How the result comes back from the archive, while it does.</summary>
    public ThawAnswer? Thaw { get; init; }

    /// <summary>Kinds of files that can be downloaded now.</summary>
    public required IReadOnlyList<string> Downloads { get; init; }
    public string? Note { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required IReadOnlyList<JobMoment> History { get; init; }

    public static string UrlOf(JobId id) => $"/jobs/{id}";

    public static JobAnswer Of(Job job) => new()
    {
        Id = job.Id,
        Url = UrlOf(job.Id),
        State = job.State,
        FileName = job.FileName,
        Bytes = job.Input.Length,
        Sha256 = job.Input.Sha256,
        Reference = job.Reference,
        Annotator = job.Options.Annotator,
        Strict = job.Options.Strict,
        Phasing = job.Options.Phasing,
        SubmittedAt = job.SubmittedAt,
        StartedAt = job.StartedAt,
        FinishedAt = job.FinishedAt,
        Records = job.Result is { IsCounted: true } counted ? counted.Records : null,
        Skipped = job.Result is { IsCounted: true } result ? result.Skipped : null,
        Failure = job.Failure,
        ArchiveAt = job.ArchiveAt,
        Thaw = job.Retrieval is { } retrieval ? new ThawAnswer(retrieval.Tier, retrieval.StartedAt, retrieval.ExpectedAt) : null,
        Downloads = [.. DownloadKind.All.Where(kind => kind.Find(job) is not null).Select(kind => kind.Name)],
        Note = job.Labels?.Note,
        Tags = job.Labels?.Tags ?? [],
        History = job.History,
    };
}

/// <summary>A retrieval from the archive under way.</summary>
public sealed record ThawAnswer(RetrievalTier Tier, DateTimeOffset StartedAt, DateTimeOffset ExpectedAt);
