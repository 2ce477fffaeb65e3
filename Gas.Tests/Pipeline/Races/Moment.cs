namespace Gas.Tests.Pipeline.Races;

/// <summary>A worker's turn in the life of a job.</summary>
public enum Moment
{
    Annotate,
    Archive,
    RemoveHotCopy,

    /// <summary>The owner has upgraded, and the hot copy is still there.</summary>
    TurnBack,
    StartRetrieval,
    AskForRetrieval,
    Restore,
    Delete,
    Tell,
}
