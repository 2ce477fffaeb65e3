using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers;
using Microsoft.EntityFrameworkCore;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account;

/// <summary>
/// Marks an account for deletion. From then on nobody can sign in to it and all its sessions are over; the pipeline deletes its jobs, and the row goes
/// last. Until then the e-mail address is taken.
/// </summary>
public sealed partial class AccountDeletion(IServiceScopeFactory scopes, AccountStanding standing, AccountNews news, OwnerDeletionWorker worker, TimeProvider time, ILogger<AccountDeletion> logger)
{
    /// <summary>Why the last admin must stay.</summary>
    public static string LastAdmin => L["This is the last admin's account: without an admin nobody could look after the users of this service. Make somebody else an admin first, then try again."];

    /// <summary>Null when it is marked, or was already; else why not.</summary>
    /// <param name="line">Says in the audit trail who asked for it; written with it.</param>
    public async Task<string?> RequestAsync(UserId id, CancellationToken cancellation, AuditEntry? line = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var marked = await accounts.InTurnAsync(
            async () =>
            {
                var rows = await accounts.Dispensable(id).Where(user => user.DeletionRequestedAt == null).ExecuteUpdateAsync(
                    user => user
                        .SetProperty(one => one.Disabled, true)
                        .SetProperty(one => one.DeletionRequestedAt, time.GetUtcNow())
                        .SetProperty(one => one.SecurityStamp, Guid.NewGuid().ToString())
                        .SetProperty(one => one.ConcurrencyStamp, Guid.NewGuid().ToString()),
                    cancellation);
                if (rows > 0 && line is not null)
                {
                    await accounts.NoteAsync(line, cancellation);
                }

                return rows;
            },
            cancellation);
        if (marked == 0)
        {
            return await standing.IsLastAdminAsync(id, cancellation) ? LastAdmin : null;
        }

        LogRequested(id);
        news.Tell(id);
        worker.Wake();
        return null;
    }

    [LoggerMessage(1, LogLevel.Information, "Account {User} is being deleted.")]
    private partial void LogRequested(UserId user);
}
