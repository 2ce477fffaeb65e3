using Gas.Blazor.Billing;
using Gas.Pipeline.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account.Plans;

/// <summary>Reads what an account has signed up for, always afresh.</summary>
public sealed class AccountPlans(IServiceScopeFactory scopes)
{
    /// <summary>The free plan for somebody unknown.</summary>
    public async Task<AccountPlan> FindAsync(UserId id, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users
            .Where(user => user.Id == id.Value)
            .Select(user => new AccountPlan(user.Plan, user.PlanVersion, user.PlanEndsAt, user.BillingStatus))
            .FirstOrDefaultAsync(cancellation) ?? new AccountPlan(Plan.Free, 0, null, BillingStatus.None);
    }
}
