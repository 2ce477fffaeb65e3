using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Transfer;

/// <summary>A line of an export.</summary>
/// <param name="Line">1-based.</param>
public sealed record ExportedJob(long Line, Job Job);
