using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account.Plans;

/// <summary>Changes an account's plan, and has its jobs told.</summary>
public sealed partial class PlanSwitch(IServiceScopeFactory scopes, PlanWorker worker, PlanFeed feed, ILogger<PlanSwitch> logger)
{
    /// <summary>From now on; false when there is no such account.</summary>
    /// <param name="endsAt">When a premium plan is known to end; null for open end.</param>
    public async Task<bool> ChangeAsync(UserId id, Plan plan, DateTimeOffset? endsAt, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var until = plan == Plan.Premium ? endsAt : null;
        var found = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users.Where(user => user.Id == id.Value).ExecuteUpdateAsync(
            user => user
                .SetProperty(one => one.PlanVersion, one => one.Plan == plan ? one.PlanVersion : one.PlanVersion + 1)
                .SetProperty(one => one.Plan, plan)
                .SetProperty(one => one.PlanEndsAt, until),
            cancellation) == 1;
        if (found)
        {
            LogChanged(id, plan, until);
            worker.Wake();
            feed.Publish(new PlanNews(id, PlanNewsSource.Account, plan));
        }

        return found;
    }

    [LoggerMessage(1, LogLevel.Information, "Account {User} is {Plan} (until {Until}).")]
    private partial void LogChanged(UserId user, Plan plan, DateTimeOffset? until);
}
