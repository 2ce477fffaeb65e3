namespace Gas.Blazor.Operation;

/// <summary>What an admin can do with anybody's job.</summary>
public enum JobDeed
{
    Cancel,
    Retry,

    /// <summary>Sends the message for the job's next stage again.</summary>
    Requeue,
    Delete,
}
