using Gas.Blazor.Account;
using Gas.Blazor.Account.Tokens;
using Gas.Blazor.Endpoints;
using Gas.Blazor.Sharing;

namespace Gas.Blazor.Results;

/// <summary>What a result answers beside its pages and files.</summary>
internal static class ResultEndpoints
{
    public static void AddResults(this IServiceCollection services) => services.AddSingleton<SummaryFile>().AddSingleton<ShareBook>().AddScoped<JobComparison>();

    /// <param name="jobs">The group of the scripts' addresses.</param>
    public static void MapResults(this WebApplication app, RouteGroupBuilder jobs)
    {
        app.MapGet("/jobs/{id:guid}/report", DownloadReport.HandleAsync).RequireRateLimiting(RateLimits.Export);
        jobs.MapGet("/{id:guid}/report", DownloadReport.HandleAsync).RequireRateLimiting(RateLimits.Export).Needs(TokenScope.Read);
        app.MapGet("/jobs/{id:guid}/compare/{other:guid}", DownloadComparison.HandleAsync).RequireRateLimiting(RateLimits.Export);
        jobs.MapGet("/{id:guid}/compare/{other:guid}", DownloadComparison.HandleAsync).RequireRateLimiting(RateLimits.Export).Needs(TokenScope.Read);
        app.MapGet("/shared/{secret}/download/{kind}", SharedFiles.DownloadAsync).AllowAnonymous();
        app.MapGet("/shared/{secret}/report", SharedFiles.ReportAsync).RequireRateLimiting(RateLimits.Export).AllowAnonymous();
    }
}
