namespace Gas.Pipeline.Jobs;

/// <summary>What the owner is still to be told about a job, each once. The numbers are stored: never renumber.</summary>
[Flags]
public enum JobNotice
{
    None = 0,
    Completed = 1,
    Failed = 2,

    /// <summary>The result will be archived within a day.</summary>
    ArchivedSoon = 4,
    Restored = 8,
}
