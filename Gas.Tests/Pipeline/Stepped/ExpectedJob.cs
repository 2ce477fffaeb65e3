using Gas.Pipeline.Jobs;

namespace Gas.Tests.Pipeline.Stepped;

/// <summary>What the one who sent a job in knows of it, and so what has to have become of it when everything has settled.</summary>
internal sealed class ExpectedJob(JobId id, UserId owner, string content)
{
    public JobId Id => id;

    public UserId Owner => owner;

    /// <summary>Of the input, and of the result, which is a copy; each job's is its own.</summary>
    public string Content => content;

    public bool IsAtFault => content.StartsWith(NoOpAnnotator.BadInput, StringComparison.Ordinal);

    public bool IsDeleted { get; set; }

    public bool IsCancelled { get; set; }

    /// <summary>Turns of its annotation that met a mishap since it was last asked for: with enough of them the service may give up.</summary>
    public int AnnotateMishaps { get; set; }

    /// <summary>Turns of its thaw that met a mishap: each may have started a retrieval without recording it.</summary>
    public int ThawMishaps { get; set; }
}
