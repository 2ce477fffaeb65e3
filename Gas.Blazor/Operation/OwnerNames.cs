using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Operation;

/// <summary>Which e-mail address an owner of jobs has, and whose an address is.</summary>
public sealed class OwnerNames(IServiceScopeFactory scopes)
{
    /// <summary>Those of them that there are.</summary>
    public async Task<IReadOnlyDictionary<UserId, string>> OfAsync(IEnumerable<UserId> owners, CancellationToken cancellation)
    {
        var ids = owners.Select(owner => owner.Value).Distinct().ToList();
        if (ids.Count == 0)
        {
            return new Dictionary<UserId, string>();
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users;
        return await users.Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => new UserId(user.Id), user => user.Email ?? "", cancellation);
    }

    /// <summary>Null when nobody has the address.</summary>
    public async Task<UserId?> FindAsync(string email, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var normalized = scope.ServiceProvider.GetRequiredService<ILookupNormalizer>().NormalizeEmail(email);
        var id = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users.Where(user => user.NormalizedEmail == normalized).Select(user => user.Id).FirstOrDefaultAsync(cancellation);
        return id is null ? null : new UserId(id);
    }
}
