using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Microsoft.EntityFrameworkCore;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.Invitations;

/// <summary>Makes, lists, revokes and recognises invitations. What admins do looks afresh whether who asks is one.</summary>
public sealed class InvitationBook(IServiceScopeFactory scopes, AccountStanding standing, AuditTrail trail, TimeProvider time)
{
    /// <summary>Lives that can be chosen, in days.</summary>
    public static readonly int[] Lives = [1, 7, 30];

    /// <summary>How long those that are over are remembered.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Those that wait, the newest first, and after them those of the last month that were used.</summary>
    public async Task<IReadOnlyList<Invitation>> ListAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        var recent = now - Kept;
        return await Accounts(scope).Invitations.Where(one => one.UsedAt > recent || (one.UsedAt == null && one.ExpiresAt > now))
            .OrderBy(one => one.UsedAt != null).ThenByDescending(one => one.MadeAt).AsNoTracking().ToListAsync(cancellation);
    }

    /// <summary>Makes one; what its link carries is told here and never again.</summary>
    /// <param name="email">Whom it is for; empty for whoever has the link.</param>
    /// <returns>The text, or a sentence that says why there is none.</returns>
    public async Task<(string? Text, string? Refusal)> MakeAsync(ClaimsPrincipal admin, string email, Plan plan, int days, CancellationToken cancellation)
    {
        if (!await IsAdminAsync(admin, cancellation))
        {
            return (null, AccountStanding.NotAdmin);
        }

        if (email.Length > 0 && !(email.Length <= 256 && new EmailAddressAttribute().IsValid(email)))
        {
            return (null, L["This is not an e-mail address. Leave it empty for whoever has the link."]);
        }

        if (!Lives.Contains(days) || !Enum.IsDefined(plan))
        {
            return (null, L["Choose a plan and how long the link is good."]);
        }

        await using var scope = scopes.CreateAsyncScope();
        var accounts = Accounts(scope);
        var normalized = email.ToUpperInvariant();
        if (email.Length > 0 && await accounts.Users.AnyAsync(user => user.NormalizedEmail == normalized, cancellation))
        {
            return (null, L["There is an account with this address already."]);
        }

        var text = Secret.Make();
        var now = time.GetUtcNow();
        var made = new Invitation { Id = Guid.NewGuid().ToString(), Hash = Secret.Hash(text), Email = email, Plan = plan, MadeBy = admin.Identity?.Name ?? "", MadeById = admin.FindUserId()?.Value, MadeAt = now, ExpiresAt = now.AddDays(days) };
        accounts.Invitations.Add(made);
        await accounts.NoteAsync(trail.Line(admin, AuditAction.InvitationMade, made.Id, string.Create(CultureInfo.InvariantCulture, $"{(email.Length > 0 ? email : "whoever has the link")}, {plan}, {days} days")), cancellation);
        return (text, null);
    }

    /// <summary>Its link is not good any more; null when it is done, else why not.</summary>
    public async Task<string?> RevokeAsync(ClaimsPrincipal admin, string id, CancellationToken cancellation)
    {
        if (!await IsAdminAsync(admin, cancellation))
        {
            return AccountStanding.NotAdmin;
        }

        await using var scope = scopes.CreateAsyncScope();
        var accounts = Accounts(scope);
        return await accounts.InTurnAsync<string?>(
            async () =>
            {
                if (await accounts.Invitations.Where(one => one.Id == id && one.UsedAt == null).ExecuteDeleteAsync(cancellation) == 0)
                {
                    return L["This invitation was used or revoked meanwhile."];
                }

                await accounts.NoteAsync(trail.Line(admin, AuditAction.InvitationRevoked, id), cancellation);
                return null;
            },
            cancellation);
    }

    /// <summary>The invitation that a link carries; null for one that is unknown, used, revoked or too old.</summary>
    public async Task<Invitation?> FindAsync(string? text, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Open(Accounts(scope), text, time.GetUtcNow()).AsNoTracking().SingleOrDefaultAsync(cancellation);
    }

    internal static IQueryable<Invitation> Open(AccountsDbContext accounts, string? text, DateTimeOffset now)
    {
        var hash = Secret.Hash(text ?? "");
        return accounts.Invitations.Where(one => one.Hash == hash && one.UsedAt == null && one.ExpiresAt > now);
    }

    private async Task<bool> IsAdminAsync(ClaimsPrincipal admin, CancellationToken cancellation) => admin.FindUserId() is { } by && await standing.IsAdminAsync(by, cancellation);

    private static AccountsDbContext Accounts(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
}
