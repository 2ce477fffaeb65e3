using System.Linq.Expressions;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Gas.Blazor.Account.Plans;

/// <summary>Changes an account's plan, and has its jobs told.</summary>
public sealed partial class PlanSwitch(IServiceScopeFactory scopes, PlanWorker worker, PlanFeed feed, AuditTrail trail, ILogger<PlanSwitch> logger)
{
    /// <summary>From now on; false when there is no such account.</summary>
    /// <param name="endsAt">When a premium plan is known to end; null for open end.</param>
    public Task<bool> ChangeAsync(UserId id, Plan plan, DateTimeOffset? endsAt, CancellationToken cancellation) =>
        ChangeAsync(id, plan, endsAt, static _ => true, static _ => { }, cancellation);

    /// <summary>The same in one step with more of the account; false also when the account is no longer as it must be.</summary>
    /// <param name="plan">Null for the plan that it has.</param>
    /// <param name="line">One more for the audit trail, written with the change as the change's own is.</param>
    internal async Task<bool> ChangeAsync(UserId id, Plan? plan, DateTimeOffset? endsAt, Expression<Func<GasUser, bool>> must, Action<UpdateSettersBuilder<GasUser>> more, CancellationToken cancellation, AuditEntry? line = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var until = plan == Plan.Premium ? endsAt : null;
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var found = await accounts.InTurnAsync(
            async () =>
            {
                var isFound = await accounts.Users.Where(user => user.Id == id.Value).Where(must).ExecuteUpdateAsync(
                    user =>
                    {
                        if (plan is { } wished)
                        {
                            user.SetProperty(one => one.PlanVersion, one => one.Plan == wished ? one.PlanVersion : one.PlanVersion + 1)
                                .SetProperty(one => one.Plan, wished)
                                .SetProperty(one => one.PlanEndsAt, until);
                        }

                        more(user);
                    },
                    cancellation) == 1;
                if (isFound && plan is { } changed)
                {
                    accounts.Audit.AddRange(line is null ? [] : [line]);
                    await accounts.NoteAsync(trail.Line(id, AuditAction.PlanChanged, until is null ? $"{changed}" : $"{changed} until {until:u}"), cancellation);
                }

                return isFound;
            },
            cancellation);
        if (found)
        {
            if (plan is { } changed)
            {
                LogChanged(id, changed, until);
                worker.Wake();
            }

            feed.Publish(new PlanNews(id, PlanNewsSource.Account, plan));
        }

        return found;
    }

    [LoggerMessage(1, LogLevel.Information, "Account {User} is {Plan} (until {Until}).")]
    private partial void LogChanged(UserId user, Plan plan, DateTimeOffset? until);
}
