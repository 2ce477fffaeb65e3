using Gas.Blazor.Billing;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account.Plans;

/// <summary>Answers the pipeline's questions about plans and about who leaves from the accounts, always afresh.</summary>
internal sealed class AccountOwners(IServiceScopeFactory scopes, AccountNews news, TimeProvider time) : IOwners
{
    public async Task<OwnerPlan> PlanAsync(UserId owner, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await AccountsOf(scope).Users
            .Where(user => user.Id == owner.Value)
            .Select(user => new OwnerPlan(user.Plan, user.PlanVersion))
            .FirstOrDefaultAsync(cancellation);
    }

    public async Task<IReadOnlyList<PlanChange>> PlanChangesAsync(int max, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = AccountsOf(scope);
        var now = time.GetUtcNow();
        await accounts.Users.Where(user => user.PlanEndsAt <= now).ExecuteUpdateAsync(
            user => user
                .SetProperty(one => one.PlanVersion, one => one.Plan == Plan.Free ? one.PlanVersion : one.PlanVersion + 1)
                .SetProperty(one => one.Plan, Plan.Free)
                .SetProperty(one => one.PlanEndsAt, (DateTimeOffset?)null),
            cancellation);
        return await accounts.Users
            .Where(user => user.PlanApplied < user.PlanVersion)
            .OrderBy(user => user.Id)
            .Take(max)
            .Select(user => new PlanChange(new UserId(user.Id), new OwnerPlan(user.Plan, user.PlanVersion)))
            .ToListAsync(cancellation);
    }

    public async Task SettleAsync(PlanChange change, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await AccountsOf(scope).Users
            .Where(user => user.Id == change.Owner.Value && user.PlanApplied < change.Plan.Version)
            .ExecuteUpdateAsync(user => user.SetProperty(one => one.PlanApplied, change.Plan.Version), cancellation);
    }

    public async Task<bool> ExistsAsync(UserId owner, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await AccountsOf(scope).Users.AnyAsync(user => user.Id == owner.Value, cancellation);
    }

    public async Task<IReadOnlyList<UserId>> LeavingAsync(UserId? after, int max, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var last = after?.Value ?? "";
        return await AccountsOf(scope).Users
            .Where(user => user.DeletionRequestedAt != null && string.Compare(user.Id, last) > 0)
            .OrderBy(user => user.Id)
            .Take(max)
            .Select(user => new UserId(user.Id))
            .ToListAsync(cancellation);
    }

    /// <summary>The row goes with its roles and tokens, once nobody pays for it any more: only the row knows of the subscription.</summary>
    public async Task RemoveAsync(UserId owner, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        // Asked for here, not in the constructor: subscriptions change plans, and who changes plans asks this class.
        if (!await scope.ServiceProvider.GetRequiredService<Subscriptions>().CancelAsync(owner, cancellation))
        {
            throw new IOException("The subscription of an account that leaves could not be ended; the account stays until it is.");
        }

        var accounts = AccountsOf(scope);
        var leaving = accounts.Users.Where(user => user.Id == owner.Value && user.DeletionRequestedAt != null);
        // Its address stands there, too.
        await accounts.Invitations.Where(invitation => (invitation.UsedById == owner.Value || invitation.MadeById == owner.Value) && leaving.Any()).ExecuteDeleteAsync(cancellation);
        await leaving.ExecuteDeleteAsync(cancellation);
        news.Tell(owner);
    }

    private static AccountsDbContext AccountsOf(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
}
