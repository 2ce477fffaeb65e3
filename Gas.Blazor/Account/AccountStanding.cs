using Gas.Pipeline.Jobs;
using Microsoft.EntityFrameworkCore;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account;

/// <summary>How an account stands at this moment, always read afresh: what a session says may be a minute old.</summary>
public sealed class AccountStanding(IServiceScopeFactory scopes)
{
    /// <summary>What is said to whoever was an admin when the page was opened.</summary>
    public static string NotAdmin => L["You are not an admin of this service any more."];

    /// <summary>Whether there is such an account and it may do things.</summary>
    public async Task<bool> IsActiveAsync(UserId id, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users.AnyAsync(user => user.Id == id.Value && !user.Disabled, cancellation);
    }

    /// <summary>Whether the account is active and an admin's.</summary>
    public async Task<bool> IsAdminAsync(UserId id, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().ActiveAdmins.AnyAsync(user => user.Id == id.Value, cancellation);
    }

    /// <summary>Whether nobody but this account could do an admin's work.</summary>
    public async Task<bool> IsLastAdminAsync(UserId id, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        return await accounts.Users.AnyAsync(user => user.Id == id.Value, cancellation) && !await accounts.Dispensable(id).AnyAsync(cancellation);
    }
}
