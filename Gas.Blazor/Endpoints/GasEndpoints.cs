using Gas.Blazor.Account;
using Gas.Pipeline.Settings;

namespace Gas.Blazor.Endpoints;

/// <summary>All addresses that answer to something else than a page.</summary>
internal static class GasEndpoints
{
    public static void MapGasEndpoints(this WebApplication app)
    {
        app.MapHealth();
        app.MapSignOut();
        app.MapPayments();

        var api = app.MapGroup("/api").AddEndpointFilter(AntiforgeryForCookies.FilterAsync);
        var jobs = api.MapGroup("/jobs");
        jobs.MapPost("/", UploadJob.HandleAsync).WithMetadata(NoBodyLimit.Instance).RequireRateLimiting(RateLimits.Upload);
        jobs.MapGet("/", ListJobs.HandleAsync);
        jobs.MapGet("/{id:guid}", JobActions.GetAsync);
        jobs.MapPost("/{id:guid}/cancel", JobActions.CancelAsync);
        jobs.MapPost("/{id:guid}/retry", JobActions.RetryAsync);
        jobs.MapDelete("/{id:guid}", JobActions.DeleteAsync);

        api.MapGet("/plan", PlanActions.GetAsync);
        api.MapPut("/plan/{plan}", PlanActions.ChangeAsync);

        // The same file under two addresses: a page links to the first with its cookie, a script asks the second with its password.
        app.MapMethods("/jobs/{id:guid}/download/{kind}", DownloadFile.Methods, DownloadFile.HandleAsync);
        jobs.MapMethods("/{id:guid}/download/{kind}", DownloadFile.Methods, DownloadFile.HandleAsync);
    }

    public static void AddUploads(this IServiceCollection services)
    {
        services.AddSettings<UploadOptions>(UploadOptions.Section);
        services.AddScoped<UploadIntake>();
        services.AddScoped<UploadJob>();
    }
}
