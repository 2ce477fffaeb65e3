using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Variants;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Variants;
using Gas.Pipeline.Variants.Exports;

namespace Gas.Blazor.Endpoints;

/// <summary><c>GET …/jobs/{id}/variants/{format}?gene=…</c>: the variants that pass the filter as a file, streamed. Who stops the download stops the work.</summary>
internal static class ExportVariants
{
    public static async Task<IResult> HandleAsync(Guid id, string format, HttpContext context, ClaimsPrincipal user, JobAccess access, VariantIndexes indexes, VariantExport export, AuditTrail trail, CancellationToken cancellation)
    {
        if (ExportFormat.Of(format) is not { } wanted || await access.FindAsync(user, new JobId(id), cancellation) is not { } job)
        {
            return Problem.Refuse(context, Problem.NoSuchJob);
        }

        var query = VariantQuery.Parse(context.Request.QueryString.Value);
        if (query.Faults.Count > 0)
        {
            return Problem.Refuse(context, Problem.Of(StatusCodes.Status400BadRequest, "Wrong query", string.Join(' ', query.Faults)));
        }

        if (!job.IsResultHot || await indexes.OpenAsync(job, null, cancellation) is not { } index)
        {
            return Problem.Refuse(context, Problem.Of(StatusCodes.Status409Conflict, "Not there", DownloadKind.Of("result")!.Missing(job)));
        }

        var name = VariantFileName.Of(FileName.Clean(job.FileName), query, wanted);
        await trail.NoteAsync(user, AuditAction.Downloaded, job.Id.ToString(), name);
        return TypedResults.Stream(output => export.WriteAsync(job, index, query.Filter, query.ToFilterQuery(), wanted, output, context.RequestAborted), wanted.ContentType, name);
    }
}
