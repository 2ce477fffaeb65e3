namespace Gas.Tests.Crash;

/// <summary>What a user knows of a job of theirs.</summary>
/// <param name="Mark">The ID that each record of the file carries.</param>
/// <param name="Records">How many there are.</param>
internal sealed record KeptJob(string Mark, int Records)
{
    /// <summary>Of the first download, as long as there was one.</summary>
    public string? ResultSha256 { get; set; }
}
