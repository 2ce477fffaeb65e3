using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Billing;

/// <summary>What is kept of payments beside an account.</summary>
public sealed partial class Subscriptions
{
    internal async Task<BillingAccount?> FindAsync(UserId id, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await UsersOf(scope).Where(user => user.Id == id.Value).Select(BillingAccount.Shape).FirstOrDefaultAsync(cancellation);
    }

    internal async Task<UserId?> FindOwnerAsync(string customer, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await UsersOf(scope).Where(user => user.BillingCustomer == customer).Select(user => user.Id).FirstOrDefaultAsync(cancellation) is { } id ? new UserId(id) : null;
    }

    /// <summary>Before anybody is sent to pay: whatever happens then, it is known whose payment it is.</summary>
    /// <returns>False when another customer has been kept meanwhile.</returns>
    internal async Task<bool> KeepCustomerAsync(BillingAccount account, string customer, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await UsersOf(scope)
            .Where(user => user.Id == account.Id.Value && (user.BillingCustomer == account.Customer || user.BillingCustomer == customer))
            .ExecuteUpdateAsync(user => user.SetProperty(one => one.BillingCustomer, customer), cancellation) == 1;
    }

    /// <returns>False when another checkout has been begun since the account was read, or something was paid.</returns>
    internal async Task<bool> KeepCheckoutAsync(BillingAccount account, string checkout, CancellationToken cancellation)
    {
        var due = time.GetUtcNow() + Shorter(options.Value.Stripe.CheckInterval, CheckoutInterval);
        await using var scope = scopes.CreateAsyncScope();
        return await UsersOf(scope)
            .Where(user => user.Id == account.Id.Value && user.BillingStatus == account.Status && (user.BillingCheckout == account.Checkout || user.BillingCheckout == checkout))
            .ExecuteUpdateAsync(
                user => user
                    .SetProperty(one => one.BillingVersion, one => one.BillingVersion + 1)
                    .SetProperty(one => one.BillingCheckout, checkout)
                    .SetProperty(one => one.BillingDueAt, due),
                cancellation) == 1;
    }

    /// <summary>The person says that they have paid, and the provider cannot be asked now.</summary>
    internal async Task AwaitConfirmationAsync(UserId id, CancellationToken cancellation)
    {
        var due = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        await UsersOf(scope)
            .Where(user => user.Id == id.Value && user.BillingCheckout != null && user.BillingStatus == BillingStatus.None)
            .ExecuteUpdateAsync(
                user => user
                    .SetProperty(one => one.BillingVersion, one => one.BillingVersion + 1)
                    .SetProperty(one => one.BillingStatus, BillingStatus.Confirming)
                    .SetProperty(one => one.BillingDueAt, due),
                cancellation);
    }

    /// <summary>Has the account looked at after this time.</summary>
    internal async Task SetDueAsync(UserId id, TimeSpan delay, CancellationToken cancellation)
    {
        var due = time.GetUtcNow() + delay;
        await using var scope = scopes.CreateAsyncScope();
        await UsersOf(scope).Where(user => user.Id == id.Value).ExecuteUpdateAsync(user => user.SetProperty(one => one.BillingDueAt, due), cancellation);
    }

    private async Task<IReadOnlyList<UserId>> DueAsync(int max, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        return [.. (await UsersOf(scope).Where(user => user.BillingDueAt <= now).OrderBy(user => user.BillingDueAt).Select(user => user.Id).Take(max).ToListAsync(cancellation)).Select(id => new UserId(id))];
    }

    private static DbSet<GasUser> UsersOf(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users;
}
