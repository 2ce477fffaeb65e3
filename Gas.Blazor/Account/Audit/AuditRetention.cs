using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account.Audit;

/// <summary>Removes entries that are older than they are kept.</summary>
internal sealed partial class AuditRetention(IServiceScopeFactory scopes, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.KeepFor == TimeSpan.Zero)
        {
            return;
        }

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
        var oldest = time.GetUtcNow() - options.Value.KeepFor;
        await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Audit.Where(entry => entry.At < oldest).ExecuteDeleteAsync(cancellation);
    }

    [LoggerMessage(1, LogLevel.Warning, "Old entries of the audit trail could not be removed; the next try will do it.")]
    private partial void LogFailed(Exception exception);
}
