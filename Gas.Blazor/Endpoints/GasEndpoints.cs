using Gas.Blazor.Account;
using Gas.Blazor.Account.Tokens;
using Gas.Blazor.Genomes;
using Gas.Blazor.Results;
using Gas.Blazor.Operation;
using Gas.Pipeline.Settings;

namespace Gas.Blazor.Endpoints;

/// <summary>All addresses that answer to something else than a page.</summary>
internal static class GasEndpoints
{
    public static void MapGasEndpoints(this WebApplication app)
    {
        app.MapHealth();
        app.MapSignInWith();
        app.MapSignOut();
        app.MapPasskeyQuestions();
        app.MapMyData();
        app.MapPayments();

        var api = app.MapGroup("/api").AddEndpointFilter(AntiforgeryForCookies.FilterAsync).AddEndpointFilter(ScopeOfTokens.FilterAsync);
        var jobs = api.MapGroup("/jobs");
        jobs.MapPost("/", UploadJob.HandleAsync).WithMetadata(NoBodyLimit.Instance).Needs(TokenScope.Submit);
        jobs.MapGet("/", ListJobs.HandleAsync).Needs(TokenScope.Read);
        jobs.MapGet("/{id:guid}", JobActions.GetAsync).Needs(TokenScope.Read);
        jobs.MapPost("/{id:guid}/cancel", JobActions.CancelAsync).Needs(TokenScope.Submit);
        jobs.MapPost("/{id:guid}/retry", JobActions.RetryAsync).Needs(TokenScope.Submit);
        jobs.MapPost("/{id:guid}/again", RunAgain.HandleAsync).Needs(TokenScope.Submit);
        jobs.MapPut("/{id:guid}/labels", JobActions.LabelAsync).Needs(TokenScope.Submit);
        jobs.MapDelete("/{id:guid}", JobActions.DeleteAsync).Needs(TokenScope.Submit);

        var uploads = api.MapGroup("/uploads");
        uploads.MapPost("/", DirectUpload.InviteAsync).Needs(TokenScope.Submit);
        uploads.MapPost("/{id:guid}/done", DirectUpload.DoneAsync).Needs(TokenScope.Submit);

        api.MapGet("/plan", PlanActions.GetAsync).Needs(TokenScope.Read);
        api.MapPut("/plan/{plan}", PlanActions.ChangeAsync);

        api.MapGet("/audit", ExportAudit.HandleAsync).RequireRateLimiting(RateLimits.Export).Needs(TokenScope.Admin);

        app.MapGet("/jobs/download", DownloadMany.HandleAsync).RequireRateLimiting(RateLimits.Export);
        jobs.MapGet("/download", DownloadMany.HandleAsync).RequireRateLimiting(RateLimits.Export).Needs(TokenScope.Read);
        jobs.MapGet("/{id:guid}/variants", ListVariants.HandleAsync).Needs(TokenScope.Read);
        jobs.MapGet("/{id:guid}/variants/{format}", ExportVariants.HandleAsync).RequireRateLimiting(RateLimits.Export).Needs(TokenScope.Read);
        app.MapGet("/jobs/{id:guid}/variants/{format}", ExportVariants.HandleAsync).RequireRateLimiting(RateLimits.Export);

        // The same file under two addresses: a page links to the first with its cookie, a script asks the second with its token or password.
        app.MapMethods("/jobs/{id:guid}/download/{kind}", DownloadFile.Methods, DownloadFile.HandleAsync);
        jobs.MapMethods("/{id:guid}/download/{kind}", DownloadFile.Methods, DownloadFile.HandleAsync).Needs(TokenScope.Read);
        app.MapResults(jobs);
        app.MapGenomes();
    }

    public static void AddUploads(this IServiceCollection services)
    {
        services.AddSettings<UploadOptions>(UploadOptions.Section);
        services.AddScoped<UploadIntake>();
        services.AddScoped<UploadDoor>();
        services.AddSingleton<OwnerUsage>();
        services.AddScoped<UploadEntry>();
        services.AddScoped<UploadJob>();
        services.AddScoped<DirectUpload>();
        services.AddScoped<RunAgain>();
        services.AddSingleton<UploadTickets>();
    }
}
