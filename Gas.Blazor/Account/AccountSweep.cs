using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Invitations;
using Gas.Blazor.Account.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>Removes what is older than it is kept: lines of the audit trail, sessions that are over, invitations that were used or ran out.</summary>
internal sealed partial class AccountSweep(IServiceScopeFactory scopes, IOptions<AuditOptions> audit, TimeProvider time, ILogger<AccountSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFailed(fault);
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    internal async Task SweepAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var now = time.GetUtcNow();
        var (unseen, over) = (now - SessionBook.Life, now - InvitationBook.Kept);
        await accounts.Sessions.Where(session => session.SeenAt < unseen).ExecuteDeleteAsync(cancellation);
        await accounts.Invitations.Where(one => one.UsedAt < over || (one.UsedAt == null && one.ExpiresAt < over)).ExecuteDeleteAsync(cancellation);
        if (audit.Value.KeepFor > TimeSpan.Zero)
        {
            var oldest = now - audit.Value.KeepFor;
            await accounts.Audit.Where(entry => entry.At < oldest).ExecuteDeleteAsync(cancellation);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "What is too old to be kept beside the accounts could not be removed; the next try will do it.")]
    private partial void LogFailed(Exception exception);
}
