using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account.People;

/// <summary>Reads accounts for admins, with the kept counts of their jobs.</summary>
public sealed class AccountList(IServiceScopeFactory scopes, IJobStore store)
{
    /// <summary>Accounts in the order of their e-mail addresses, from behind <paramref name="after"/> or (null) from the first.</summary>
    /// <param name="search">Only those whose e-mail address or name contains this text, in any case; null for all.</param>
    public async Task<AccountPage> PageAsync(string? search, string? after, int size, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var users = accounts.Users.Where(user => string.Compare(user.NormalizedUserName, after ?? "") > 0);
        if (search is not null)
        {
            var pattern = AnyCase.PatternOf(search);
            users = users.Where(user => EF.Functions.Like(user.NormalizedEmail, pattern, AnyCase.Escape) || EF.Functions.Like(user.DisplayName.ToUpper(), pattern, AnyCase.Escape));
        }

        var found = await LinesOf(accounts, users.OrderBy(user => user.NormalizedUserName).Take(size + 1)).ToListAsync(cancellation);
        var page = await Task.WhenAll(found.Take(size).Select(line => CountAsync(line, cancellation)));
        return new AccountPage(page, found.Count > size ? page[^1].Email.ToUpperInvariant() : null);
    }

    /// <summary>One account as it stands now; null when there is none such (any more).</summary>
    public async Task<AccountLine?> FindAsync(UserId id, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        return await LinesOf(accounts, accounts.Users.Where(user => user.Id == id.Value)).FirstOrDefaultAsync(cancellation) is { } line ? await CountAsync(line, cancellation) : null;
    }

    private static IQueryable<AccountLine> LinesOf(AccountsDbContext accounts, IQueryable<GasUser> users)
    {
        var admins = accounts.UserRoles.Where(role => accounts.Roles.Any(one => one.Id == role.RoleId && one.Name == Roles.Admin));
        return users.Select(user => new AccountLine(
            new UserId(user.Id),
            user.Email!,
            user.DisplayName,
            user.Institution,
            user.Plan,
            user.PlanEndsAt,
            admins.Any(role => role.UserId == user.Id),
            user.Disabled,
            user.TwoFactorEnabled,
            user.LockoutEnd,
            user.DeletionRequestedAt,
            user.CreatedAt)
        {
            Quota = user.Quota,
        });
    }

    private async Task<AccountLine> CountAsync(AccountLine line, CancellationToken cancellation)
    {
        var counts = (await store.CountAsync(line.Id, cancellation)).Values;
        return line with { Jobs = new JobTally(counts.Sum(tally => tally.Jobs), counts.Sum(tally => tally.ResultBytes)) };
    }
}
