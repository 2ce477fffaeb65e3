using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Transfer;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Commands;

/// <summary>Which account here a user of the original service has: by a mapping file (<c>user_id,e-mail or id</c>, a user a line), or under the same id.</summary>
internal sealed class OwnerMap(IServiceScopeFactory scopes, IOwners owners, IReadOnlyDictionary<string, string> accounts)
{
    private const char Separator = ',';

    /// <exception cref="ExportException">A line cannot be read; the message names it.</exception>
    public static async Task<Dictionary<string, string>> ReadAsync(FileInfo? file, CancellationToken cancellation)
    {
        var accounts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (file is null)
        {
            return accounts;
        }

        var number = 0;
        await foreach (var line in File.ReadLinesAsync(file.FullName, cancellation))
        {
            number++;
            if (line.Trim() is not { Length: > 0 } text || text[0] == '#')
            {
                continue;
            }

            if (text.Split(Separator, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } user, { Length: > 0 } account] || !accounts.TryAdd(user, account))
            {
                throw new ExportException($"{file.FullName}, line {number}: it must be a user_id that no line before has, a comma, and the e-mail address or id of an account.");
            }
        }

        return accounts;
    }

    /// <summary>Null when there is no such account.</summary>
    public async Task<UserId?> FindAsync(string user, CancellationToken cancellation)
    {
        var account = accounts.GetValueOrDefault(user, user);
        if (account.Contains('@', StringComparison.Ordinal))
        {
            await using var scope = scopes.CreateAsyncScope();
            var email = account.ToUpperInvariant();
            return await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users.Where(one => one.NormalizedEmail == email).Select(one => one.Id).FirstOrDefaultAsync(cancellation) is { } id
                ? new UserId(id)
                : null;
        }

        var owner = new UserId(account);
        return await owners.ExistsAsync(owner, cancellation) ? owner : null;
    }
}
