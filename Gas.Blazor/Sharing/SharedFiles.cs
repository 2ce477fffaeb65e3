using Gas.Blazor.Account.Audit;
using Gas.Blazor.Endpoints;
using Gas.Blazor.Results;
using Gas.Pipeline.Ports;
using Microsoft.Net.Http.Headers;

namespace Gas.Blazor.Sharing;

/// <summary><c>GET /shared/{secret}/download/{kind}</c> and <c>/report</c>: the result's files for whoever has a link that gives them.</summary>
internal static class SharedFiles
{
    /// <summary>The owner's file, and the log that tells of it, are not the result.</summary>
    private static readonly string[] Kinds = ["result", "index", "summary"];

    public static async Task<IResult> DownloadAsync(string secret, string kind, HttpContext context, ShareBook book, IFileStore files, AuditTrail trail, CancellationToken cancellation)
    {
        Guard(context.Response);
        if (!Kinds.Contains(kind) || await book.FindAsync(secret, cancellation) is not { Link.Downloads: true } shared || DownloadKind.Of(kind) is not { } asked)
        {
            return TypedResults.NotFound();
        }

        if (asked.Find(shared.Job) is not { } file || await files.OpenAsync(file.Key, 0, cancellation) is not { } stream)
        {
            return TypedResults.StatusCode(StatusCodes.Status409Conflict);
        }

        var name = asked.NameFor(FileName.Clean(shared.Job.FileName), file);
        await trail.NoteOnceAsync(AuditAction.ShareUsed, shared.Link.JobId, $"{shared.Link.Name}: {name}", shared.Link.Id);
        return TypedResults.Stream(stream, asked.ContentTypeOf(file), name, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: stream.CanSeek);
    }

    public static async Task<IResult> ReportAsync(string secret, HttpContext context, ShareBook book, SummaryFile summaries, AuditTrail trail, CancellationToken cancellation)
    {
        Guard(context.Response);
        if (await book.FindAsync(secret, cancellation) is not { Link.Downloads: true } shared || await summaries.ReadAsync(shared.Job, cancellation) is not { } summary)
        {
            return TypedResults.NotFound();
        }

        var name = DownloadReport.NameFor(shared.Job);
        await trail.NoteAsync(AuditAction.ShareUsed, shared.Link.JobId, $"{shared.Link.Name}: {name}");
        return DownloadReport.Answer(context, shared.Job, summary, name);
    }

    /// <summary>A link is for those who were given it: no search engine, no cache, and no other site is to learn of it.</summary>
    public static void Guard(HttpResponse response)
    {
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers.Pragma = "no-cache";
    }
}
