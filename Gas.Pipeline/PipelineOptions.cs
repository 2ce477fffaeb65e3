using System.ComponentModel.DataAnnotations;

namespace Gas.Pipeline;

/// <summary>How the workers work; section <c>Pipeline</c>.</summary>
public sealed class PipelineOptions
{
    public const string Section = "Pipeline";

    /// <summary>Files annotated at the same time by this process; each uses all cores it can get.</summary>
    [Range(1, 64, ErrorMessage = "Pipeline:AnnotateConcurrency must be a whole number from 1 to 64.")]
    public int AnnotateConcurrency { get; set; } = 2;

    /// <summary>How long a worker's claim holds without renewal; it is renewed three times in that span.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ErrorMessage = "Pipeline:LeaseTime must be a time from 00:00:05 to 01:00:00.")]
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Starts of one job's annotation, or failed tries in a row of another stage, before the service gives up.</summary>
    [Range(1, 100, ErrorMessage = "Pipeline:MaxAttempts must be a whole number from 1 to 100.")]
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Wait before the second attempt; doubled for each one after, with jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00", ErrorMessage = "Pipeline:RetryDelay must be a time from 00:00:00.100 to 01:00:00.")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often due jobs are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "Pipeline:SweepInterval must be a time from 00:00:00.100 to 00:10:00.")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Age from which a file that no job points to is removed.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "365.00:00:00", ErrorMessage = "Pipeline:OrphanAge must be a time from 00:10:00 to 365.00:00:00.")]
    public TimeSpan OrphanAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long running work may go on after a stop was asked for, before it is handed back. The host waits 30 s in all.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:25", ErrorMessage = "Pipeline:DrainTime must be a time from 00:00:00 to 00:00:25.")]
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(15);
}
