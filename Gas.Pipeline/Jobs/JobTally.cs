namespace Gas.Pipeline.Jobs;

/// <summary>How many jobs there are in a state, and how long their annotated files are together.</summary>
/// <param name="ResultBytes">Length of the annotated VCFs as they are downloaded, wherever they are kept.</param>
public readonly record struct JobTally(long Jobs, long ResultBytes);
