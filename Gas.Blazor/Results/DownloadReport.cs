using System.Security.Claims;
using System.Text;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Gas.Blazor.Results;

/// <summary><c>GET …/jobs/{id}/report</c>: the summary as one HTML file that needs nothing else.</summary>
internal static class DownloadReport
{
    public static async Task<IResult> HandleAsync(Guid id, HttpContext context, ClaimsPrincipal user, JobAccess access, SummaryFile summaries, AuditTrail trail, CancellationToken cancellation)
    {
        if (await access.FindAsync(user, new JobId(id), cancellation) is not { } job)
        {
            return Problem.Refuse(context, Problem.NoSuchJob);
        }

        if (await summaries.ReadAsync(job, cancellation) is not { } summary)
        {
            return Problem.Refuse(context, Problem.Of(StatusCodes.Status409Conflict, "Not there", job.Result is null ? "The report is made of the summary, which is written when the job is completed." : "The service that made this result wrote no summary, so there is no report."));
        }

        var name = NameFor(job);
        await trail.NoteAsync(user, AuditAction.Downloaded, job.Id.ToString(), name);
        return Answer(context, job, summary, name);
    }

    public static string NameFor(Job job) => $"{FileName.Clean(job.FileName).Stem}.report.html";

    public static IResult Answer(HttpContext context, Job job, AnnotationSummary summary, string name)
    {
        return TypedResults.Stream(body => WriteAsync(body, job, summary, context.RequestServices), "text/html; charset=utf-8", name);
    }

    private static async Task WriteAsync(Stream body, Job job, AnnotationSummary summary, IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(SummaryReport.Job)] = job, [nameof(SummaryReport.Summary)] = summary });
            return (await renderer.RenderComponentAsync<SummaryReport>(parameters)).ToHtmlString();
        });
        await body.WriteAsync(Encoding.UTF8.GetBytes(html));
    }
}
