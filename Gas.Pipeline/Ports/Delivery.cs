using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>One handing over of a message.</summary>
/// <param name="Receipt">The provider's proof of the claim; new for each delivery.</param>
/// <param name="Attempt">1 for the first delivery of this message. A message comes again for many reasons: failures of the work are counted on the row.</param>
public sealed record Delivery(Stage Stage, JobId Job, string Receipt, int Attempt);

/// <param name="Reason">Why it was set aside.</param>
public sealed record DeadLetter(Stage Stage, JobId Job, int Attempts, string Reason, DateTimeOffset BuriedAt);

public readonly record struct QueueDepth(long Waiting, long Leased, long Dead);
