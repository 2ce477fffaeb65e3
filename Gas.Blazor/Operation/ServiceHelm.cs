using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Operation;

/// <summary>
/// Keeps the service's mode, which holds for all instances: here from the moment on at which it is changed, elsewhere within seconds. Every change is an active
/// admin's, and is written into the audit trail.
/// </summary>
public sealed class ServiceHelm(IServiceScopeFactory scopes, AccountStanding standing, AuditTrail trail, ModeNews news)
{
    private const string Row = "mode";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Looks whether another instance has changed it.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        if (await accounts.KeptSettings.AsNoTracking().FirstOrDefaultAsync(kept => kept.Name == Row, cancellation) is { } kept)
        {
            news.Take(Parse(kept));
        }
    }

    /// <summary>Null when it is done, or a sentence that says why not.</summary>
    /// <param name="detail">What was done, for the trail.</param>
    public async Task<string?> ChangeAsync(ClaimsPrincipal admin, Func<ServiceMode, ServiceMode> change, AuditAction action, string subject, string detail, CancellationToken cancellation)
    {
        if (admin.FindUserId() is not { } by || !await standing.IsAdminAsync(by, cancellation))
        {
            return AccountStanding.NotAdmin;
        }

        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var changed = await accounts.InTurnAsync(
            async () =>
            {
                var kept = await accounts.KeptSettings.FirstOrDefaultAsync(one => one.Name == Row, cancellation);
                var before = kept is null ? new ServiceMode() : Parse(kept);
                var after = change(before) with { Version = before.Version + 1 };
                if (kept is null)
                {
                    accounts.KeptSettings.Add(new KeptSetting { Name = Row, Value = JsonSerializer.Serialize(after, Json) });
                }
                else
                {
                    kept.Value = JsonSerializer.Serialize(after, Json);
                }

                await accounts.NoteAsync(trail.Line(admin, action, subject, detail), cancellation);
                return after;
            },
            cancellation);
        news.Take(changed);
        return null;
    }

    private static ServiceMode Parse(KeptSetting kept) => JsonSerializer.Deserialize<ServiceMode>(kept.Value, Json) ?? new();
}
