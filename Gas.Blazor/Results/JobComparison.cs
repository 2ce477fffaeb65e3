using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Comparison;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Results;

/// <summary>Two runs of the same file, compared as <c>annotate --compare</c> does.</summary>
public sealed class JobComparison(JobAccess access, IJobStore store, IFileStore files)
{
    /// <summary>Jobs of the same name that are looked through for those of the same file.</summary>
    private const int Looked = 200;

    /// <summary>Other completed runs of this job's file that can be read now, newest first.</summary>
    public async Task<IReadOnlyList<Job>> OthersAsync(Job job, CancellationToken cancellation)
    {
        var page = await store.PageAsync(new JobQuery { Owner = job.Owner, Search = job.FileName, Size = Looked }, cancellation);
        return [.. page.Jobs.Where(other => other.Id != job.Id && other.IsResultHot && other.Input.Sha256 == job.Input.Sha256)];
    }

    /// <summary>Both jobs, the elder first; null when the user may not see both, or they are of different files.</summary>
    public async Task<(Job Old, Job New)?> FindAsync(ClaimsPrincipal user, JobId one, JobId two, CancellationToken cancellation)
    {
        var (first, second) = (await access.FindAsync(user, one, cancellation), await access.FindAsync(user, two, cancellation));
        return first is null || second is null || first.Owner != second.Owner || first.Input.Sha256 != second.Input.Sha256 ? null
            : first.SubmittedAt <= second.SubmittedAt ? (first, second)
            : (second, first);
    }

    /// <param name="write">Takes the report, a line at a time.</param>
    /// <exception cref="VcfException">One of the results cannot be compared, in words.</exception>
    public async Task<ComparisonTotals> CompareAsync(Job before, Job after, Func<string, Task> write, CancellationToken cancellation)
    {
        await using var old = await OpenAsync(before, cancellation);
        await using var present = await OpenAsync(after, cancellation);
        return await AnnotationComparison.CompareAsync(old, "the older result", present, "the newer result", write, cancellation);
    }

    private async Task<Stream> OpenAsync(Job job, CancellationToken cancellation) =>
        (job.IsResultHot ? await files.OpenAsync(job.Result!.Vcf.Key, 0, cancellation) : null)
        ?? throw new VcfException("One of the results is archived or on its way. Compare the two when both can be downloaded.");
}
