namespace Gas.Pipeline.Jobs;

/// <summary>Where a job stands. The numbers are stored: never renumber.</summary>
public enum JobState
{
    Queued = 0,
    Annotating = 1,

    /// <summary>The result is there and hot.</summary>
    Completed = 2,
    Failed = 3,
    Cancelled = 4,

    /// <summary>The result is being copied to the vault; the hot copy is still there.</summary>
    Archiving = 5,

    /// <summary>The result is in the vault only.</summary>
    Archived = 6,

    /// <summary>A retrieval from the vault is under way.</summary>
    Thawing = 7,

    /// <summary>The retrieved bytes are being copied back.</summary>
    Restoring = 8,

    /// <summary>All copies are being removed; the row goes last.</summary>
    Deleting = 9,
}
