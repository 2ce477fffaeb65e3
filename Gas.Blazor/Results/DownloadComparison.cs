using System.Security.Claims;
using System.Text;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Variants.Exports;

namespace Gas.Blazor.Results;

/// <summary><c>GET …/jobs/{id}/compare/{other}</c>: every variant that two runs of one file annotate otherwise, as tab-separated text.</summary>
internal static class DownloadComparison
{
    public static async Task<IResult> HandleAsync(Guid id, Guid other, HttpContext context, ClaimsPrincipal user, JobComparison comparison, AuditTrail trail, CancellationToken cancellation)
    {
        if (await comparison.FindAsync(user, new JobId(id), new JobId(other), cancellation) is not (var before, var after))
        {
            return Problem.Refuse(context, Problem.NoSuchJob);
        }

        if (!before.IsResultHot || !after.IsResultHot)
        {
            return Problem.Refuse(context, Problem.Of(StatusCodes.Status409Conflict, "Not there", "One of the results is archived or on its way. Compare the two when both can be downloaded."));
        }

        var name = $"{FileName.Clean(after.FileName).Stem}.changes.tsv";
        await trail.NoteAsync(user, AuditAction.Downloaded, after.Id.ToString(), name);
        return TypedResults.Stream(body => WriteAsync(body, comparison, before, after, context.RequestAborted), "text/tab-separated-values; charset=utf-8", name);
    }

    private static async Task WriteAsync(Stream body, JobComparison comparison, Job before, Job after, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(false), 64 * 1024, leaveOpen: true);
        try
        {
            var totals = await comparison.CompareAsync(before, after, line => writer.WriteLineAsync(SpreadsheetCell.OfLine(line)), cancellation);
            await writer.WriteLineAsync($"# {totals.Same} alike, {totals.Changed} changed, {totals.Added} added, {totals.Removed} removed");
        }
        catch (VcfException fault)
        {
            await writer.WriteLineAsync($"# stopped: {fault.Message}");
        }
    }
}
