using Gas.Pipeline.Jobs;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Jobs;

/// <summary>What has just happened to a job, in words, where its owner wants to hear of it on any page.</summary>
public sealed record JobOutcome(Job Job, string Words, bool IsGood)
{
    /// <summary>When the state was reached, which tells this news from the next of the same job.</summary>
    public DateTimeOffset At => Job.History[^1].At;

    /// <summary>In the language of whoever reads it.</summary>
    public string Sentence => L["{0} {1}", Job.FileName, L[Words]];

    /// <summary>Null for steps on the way, for what the user has done, and for what is not new since <paramref name="since"/>.</summary>
    public static JobOutcome? Of(JobChange change, DateTimeOffset since)
    {
        var job = change.Job;
        if (change.Removed || change.Progress is not null || job.History is not [.., var last] || last.At < since || last.At != job.UpdatedAt)
        {
            return null;
        }

        return last.State switch
        {
            JobState.Completed => new JobOutcome(job, job.History is [.., { State: JobState.Restoring }, _] ? Text("restored from the archive") : Text("annotated"), true),
            JobState.Failed => new JobOutcome(job, Text("could not be annotated"), false),
            _ => null,
        };
    }
}
