namespace Gas.Pipeline.Jobs;

/// <summary>What a user has signed up for. The numbers are stored: never renumber.</summary>
public enum Plan
{
    Free = 0,
    Premium = 1,
}
