using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Telemetry;

/// <summary>How the whole service stands, as far as the stores tell: all instances together.</summary>
/// <param name="Queues">Every stage.</param>
public sealed record Vitals(DateTimeOffset At, IReadOnlyDictionary<JobState, JobTally> Jobs, IReadOnlyDictionary<Stage, QueueVitals> Queues);

/// <param name="OldestSince">Since when the message that has waited longest may be given; null when none waits or the provider cannot tell.</param>
public readonly record struct QueueVitals(QueueDepth Depth, DateTimeOffset? OldestSince);
