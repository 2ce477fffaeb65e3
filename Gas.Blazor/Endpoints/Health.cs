using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Endpoints;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: and it can read the job store.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous();
        health.MapGet("/live", () => TypedResults.Text("live")).DisableRateLimiting();
        health.MapGet("/ready", ReadyAsync).WithMetadata(new CountedApart("health"));
    }

    /// <summary>A service that is away takes an instance out of use only if it is the job store's: where the others stand, people can still look at their jobs.</summary>
    private static async Task<IResult> ReadyAsync(IJobStore store, IServices services, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await store.FindAsync(default(JobId), cancellation).WaitAsync(Patience, time, cancellation);
            return TypedResults.Text($"ready{Away(services)}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, "Not ready", $"The job store does not answer.{Away(services)}");
        }
    }

    /// <summary>Names only: anybody may ask.</summary>
    private static string Away(IServices services) =>
        string.Concat(services.Standings.Where(standing => standing.State != ServiceState.Closed).Select(standing => $" {standing.Name} has not answered since {standing.Since:u}."));
}
