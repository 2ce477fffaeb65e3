using Gas.Pipeline.Jobs;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Endpoints;

/// <summary>A kind of file that a job has: how it is asked for, what it is called at home, and where the row points to it.</summary>
/// <param name="Find">The file as far as it is there and hot.</param>
/// <param name="Missing">Why there is none, as a sentence.</param>
public sealed record DownloadKind(string Name, Func<StoredFile, string> ContentTypeOf, Func<FileName, StoredFile, string> NameFor, Func<Job, StoredFile?> Find, Func<Job, string> Missing)
{
    public static readonly IReadOnlyList<DownloadKind> All =
    [
        new("result", file => file.IsPacked ? "application/gzip" : "text/plain; charset=utf-8", (name, file) => $"{name.Stem}.annot.vcf{(file.IsPacked ? ".gz" : "")}", job => job.IsResultHot ? job.Result?.Vcf : null, MissingResult),
        new("index", _ => "application/octet-stream", (name, _) => $"{name.Stem}.annot.vcf.gz.tbi", job => job.IsResultHot ? job.Result?.Index : null,
            job => job.IsResultHot ? "The input was not sorted, so its result has no index. Sort it (bcftools sort) and index it (tabix -p vcf)." : MissingResult(job)),
        new("summary", _ => "application/json", (name, _) => $"{name.Stem}.summary.json", job => job.Result?.Summary, job => job.Result is null ? MissingResult(job) : "The service that made this result wrote no summary."),
        new("log", _ => "text/plain; charset=utf-8", (name, _) => $"{name.Stem}.log", job => job.Log, _ => "There is no log yet: it is written when the annotation ends."),
        new("input", _ => "application/octet-stream", (name, _) => name.Value, job => job.State == JobState.Deleting ? null : job.Input, _ => "The job is being deleted."),
    ];

    /// <summary>Null when there is no such kind.</summary>
    public static DownloadKind? Of(string name) => All.FirstOrDefault(kind => kind.Name == name);

    private static string MissingResult(Job job) => job.State switch
    {
        JobState.Queued or JobState.Annotating => Text("The job is not completed yet, so there is no result to download. Ask again when its state is Completed."),
        JobState.Failed => Text("The job failed, so it has no result. Its state says why."),
        JobState.Cancelled => Text("The job was cancelled, so it has no result. Try it again to get one."),
        JobState.Archived => job.Plan == Plan.Premium ? Restoring : Text("The result is archived. Upgrade to premium to have it restored."),
        JobState.Thawing or JobState.Restoring => Restoring,
        JobState.Deleting => Text("The job is being deleted."),
        JobState.Completed or JobState.Archiving => Text("The job has no result."),
    };

    private static readonly string Restoring = Text("The result is being restored from the archive. Ask again when the job's state is Completed.");
}
