using System.Security.Claims;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Billing;
using Gas.Pipeline.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.People;

/// <summary>
/// What admins do with accounts. Each call looks afresh whether who asks is an admin now, and answers null when it is done or a sentence that says why
/// not. An account that is being deleted is beyond all of it.
/// </summary>
public sealed partial class AccountAdmin(
    IServiceScopeFactory scopes,
    AccountStanding standing,
    AccountDeletion deletion,
    PlanSwitch plans,
    AccountNews news,
    AuditTrail trail,
    IOptions<BillingOptions> billing,
    ILogger<AccountAdmin> logger)
{
    private static string Gone => L["This account is being deleted, or is gone."];
    private static string Unchanged => L["Nothing was changed: the account is so already, or is being deleted."];
    private static string Paid => L["A subscription pays for this. Cancel it at the payment provider, or ask the user to cancel it on their plan page; premium ends with it."];
    private static string Oneself => L["This is your own account: another admin has to do that."];

    /// <param name="endsAt">Null for open end.</param>
    public Task<string?> GrantPremiumAsync(ClaimsPrincipal admin, UserId account, DateTimeOffset? endsAt, CancellationToken cancellation) =>
        ActAsync(admin, account, "premium granted", (line, token) => plans.ChangeAsync(account, Plan.Premium, endsAt, static _ => true, static _ => { }, token, line), cancellation);

    /// <summary>Not while the payment provider charges for it: the next thing that it tells would bring premium back.</summary>
    public Task<string?> EndPremiumAsync(ClaimsPrincipal admin, UserId account, CancellationToken cancellation) =>
        ActAsync(
            admin,
            account,
            "premium ended",
            (line, token) => plans.ChangeAsync(account, Plan.Free, endsAt: null, billing.Value.CanAsk ? BillingAccount.PaysNot : static _ => true, static _ => { }, token, line),
            cancellation,
            unchanged: Paid);

    /// <summary>Nobody can sign in to it, and all its sessions are over; its jobs stay.</summary>
    public Task<string?> DisableAsync(ClaimsPrincipal admin, UserId account, CancellationToken cancellation) =>
        admin.FindUserId() == account ? Task.FromResult<string?>(Oneself) : ActAsync(admin, account, "disabled", (accounts, token) => accounts.DisableAsync(account, token), cancellation);

    public Task<string?> EnableAsync(ClaimsPrincipal admin, UserId account, CancellationToken cancellation) =>
        ActAsync(admin, account, "enabled", (accounts, token) => accounts.EnableAsync(account, token), cancellation);

    /// <summary>Forgets wrong passwords.</summary>
    public Task<string?> UnlockAsync(ClaimsPrincipal admin, UserId account, CancellationToken cancellation) =>
        ActAsync(admin, account, "unlocked", (accounts, token) => accounts.UnlockAsync(account, token), cancellation);

    /// <summary>All its sessions and open pages are over; whoever knows the password signs in again.</summary>
    public Task<string?> SignOutAsync(ClaimsPrincipal admin, UserId account, CancellationToken cancellation) =>
        ActAsync(admin, account, "signed out everywhere", (accounts, token) => accounts.SignOutAsync(account, token), cancellation);

    /// <param name="quota">Bytes of results that the account may hold; null for no limit.</param>
    public Task<string?> SetQuotaAsync(ClaimsPrincipal admin, UserId account, long? quota, CancellationToken cancellation) =>
        ActAsync(admin, account, quota is { } bytes ? $"quota {bytes} bytes" : "quota lifted", (accounts, token) => accounts.SetQuotaAsync(account, quota, token), cancellation);

    /// <summary>For whoever lost app and recovery codes: the password alone opens the account until they set it up again. One's own goes on the security page, which asks for a sign-in of just now.</summary>
    public Task<string?> TakeSecondFactorAwayAsync(ClaimsPrincipal admin, UserId account, CancellationToken cancellation) =>
        admin.FindUserId() == account
            ? Task.FromResult<string?>(Oneself)
            : ActAsync(admin, account, "freed of its second factor", (accounts, token) => accounts.TakeSecondFactorAwayAsync(account, token), cancellation);

    /// <summary>The role holds from the account's next request on, and in its open pages: here at once, on other instances within a minute.</summary>
    public Task<string?> MakeAdminAsync(ClaimsPrincipal admin, UserId account, CancellationToken cancellation) =>
        ActAsync(admin, account, "made an admin", (accounts, token) => accounts.MakeAdminAsync(account, token), cancellation);

    /// <summary>Also signs the account out everywhere: what is open was drawn for an admin.</summary>
    public Task<string?> TakeAdminAwayAsync(ClaimsPrincipal admin, UserId account, CancellationToken cancellation) =>
        ActAsync(admin, account, "made a plain user", (accounts, token) => accounts.TakeAdminAwayAsync(account, token), cancellation);

    public async Task<string?> DeleteAsync(ClaimsPrincipal admin, UserId account, CancellationToken cancellation)
    {
        if (admin.FindUserId() is not { } by || !await standing.IsAdminAsync(by, cancellation))
        {
            return AccountStanding.NotAdmin;
        }

        var refusal = await deletion.RequestAsync(account, cancellation, trail.Line(admin, AuditAction.AccountDeleted, account.Value));
        if (refusal is null)
        {
            LogActed(by, account, "deleted");
        }

        return refusal;
    }

    /// <summary>The deed and its line in one transaction.</summary>
    private Task<string?> ActAsync(ClaimsPrincipal admin, UserId account, string deed, Func<AccountsDbContext, CancellationToken, Task<int>> act, CancellationToken cancellation) => ActAsync(
        admin,
        account,
        deed,
        async (line, token) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
            return await accounts.InTurnAsync(
                async () =>
                {
                    var isDone = await act(accounts, token) > 0;
                    if (isDone)
                    {
                        await accounts.NoteAsync(line, token);
                    }

                    return isDone;
                },
                token);
        },
        cancellation);

    /// <summary>Looks who asks, acts on a staying account, and tells of it; where nothing was changed it says why.</summary>
    /// <param name="act">Does it, and writes the line that it is given.</param>
    private async Task<string?> ActAsync(ClaimsPrincipal admin, UserId account, string deed, Func<AuditEntry, CancellationToken, Task<bool>> act, CancellationToken cancellation, string? unchanged = null)
    {
        if (admin.FindUserId() is not { } by || !await standing.IsAdminAsync(by, cancellation))
        {
            return AccountStanding.NotAdmin;
        }

        await using (var scope = scopes.CreateAsyncScope())
        {
            if (!await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Staying(account).AnyAsync(cancellation))
            {
                return Gone;
            }
        }

        if (!await act(trail.Line(admin, AuditAction.AccountChanged, account.Value, deed), cancellation))
        {
            return await standing.IsLastAdminAsync(account, cancellation) ? AccountDeletion.LastAdmin : unchanged ?? Unchanged;
        }

        LogActed(by, account, deed);
        news.Tell(account);
        return null;
    }

    [LoggerMessage(1, LogLevel.Information, "Admin {Admin} had account {User} {Deed}.")]
    private partial void LogActed(UserId admin, UserId user, string deed);
}
