namespace Gas.Pipeline.Telemetry;

/// <param name="Waits">From the queue to a worker; null where no job has been started yet.</param>
/// <param name="Runs">From a worker's start to the end; null where no job has ended yet.</param>
public sealed record ThroughputView(Rates Submitted, Rates Completed, Rates Failed, Percentiles? Waits, Percentiles? Runs);

/// <summary>How often something happened, oldest first; the last slot has not ended.</summary>
/// <param name="Minutes">Of the last hour.</param>
/// <param name="Hours">Of the last day.</param>
public sealed record Rates(IReadOnlyList<long> Minutes, IReadOnlyList<long> Hours);
