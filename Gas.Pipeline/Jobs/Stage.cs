namespace Gas.Pipeline.Jobs;

/// <summary>A kind of work, and so a queue. The numbers are stored: never renumber.</summary>
public enum Stage
{
    Annotate = 0,
    Archive = 1,
    Thaw = 2,
    Restore = 3,
    Delete = 4,

    /// <summary>Telling the owner; runs beside the others, without a lease.</summary>
    Notify = 5,
}
