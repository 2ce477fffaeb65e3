using Gas.Blazor.Account.Invitations;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account;

/// <summary>Makes accounts: the first by the one-time link, as admin; others by an invitation, or by themselves where registration is open, as plain users.</summary>
public sealed partial class NewAccounts(UserManager<GasUser> users, AccountsDbContext accounts, SetupLink setup, TimeProvider time, ILogger<NewAccounts> logger)
{
    /// <summary>The account, or why there is none.</summary>
    /// <param name="isConfirmed">Whether somebody vouches for the address: an admin, or the operator.</param>
    public Task<NewAccount> RegisterAsync(string email, string password, bool isConfirmed = false) => MakeAsync(email, password, isConfirmed, Plan.Free);

    /// <summary>The account that an invitation makes, in one step with spending it.</summary>
    public Task<NewAccount> AcceptAsync(string? invitation, string email, string password, CancellationToken cancellation) => accounts.InTurnAsync(
        async () =>
        {
            var now = time.GetUtcNow();
            if (await InvitationBook.Open(accounts, invitation, now).SingleOrDefaultAsync(cancellation) is not { } open)
            {
                return new NewAccount(null, [InvitationVoid]);
            }

            if (open.Email.Length > 0 && !open.Email.Equals(email.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return new NewAccount(null, [L["This invitation is for {0}. Use this address, or ask for an invitation of your own.", open.Email]]);
            }

            // An admin vouches for the address that he typed himself.
            var made = await MakeAsync(email, password, isConfirmed: open.Email.Length > 0, open.Plan);
            if (made.User is { } user)
            {
                (open.UsedAt, open.UsedBy, open.UsedById) = (now, email, user.Id);
                await accounts.SaveChangesAsync(cancellation);
            }

            return made;
        },
        cancellation);

    private async Task<NewAccount> MakeAsync(string email, string password, bool isConfirmed, Plan plan)
    {
        // A new account has no job that would have to learn of its plan.
        var version = plan == Plan.Free ? 0 : 1;
        var user = new GasUser { UserName = email, Email = email, EmailConfirmed = isConfirmed, CreatedAt = time.GetUtcNow(), Plan = plan, PlanVersion = version, PlanApplied = version };
        var result = await users.CreateAsync(user, password);
        if (!result.Succeeded)
        {
            return new NewAccount(
                null,
                [.. result.Errors.Where(error => error.Code != nameof(IdentityErrorDescriber.DuplicateUserName)).Select(error => error.Description)],
                IsTaken: result.Errors.All(error => error.Code is nameof(IdentityErrorDescriber.DuplicateUserName) or nameof(IdentityErrorDescriber.DuplicateEmail)));
        }

        LogMade(user.Id);
        return new NewAccount(user, []);
    }

    /// <summary>As <see cref="RegisterAsync"/>, as admin, and only while the token fits and there is no admin yet.</summary>
    public Task<NewAccount> SetUpAsync(string? token, string email, string password, CancellationToken cancellation) => accounts.InTurnAsync(
        async () =>
        {
            if (!await setup.FitsAsync(token, cancellation))
            {
                return new NewAccount(null, [SetupLinkVoid]);
            }

            var made = await RegisterAsync(email, password, isConfirmed: true);
            if (made.User is { } admin && await users.AddToRoleAsync(admin, Roles.Admin) is { Succeeded: false } refused)
            {
                // The account goes with the transaction: without the role it would keep the address and help nobody.
                throw new InvalidOperationException($"The first account could not be made an admin's: {string.Join(", ", refused.Errors.Select(error => error.Code))}.");
            }

            return made;
        },
        cancellation);

    /// <summary>What is said of an invitation that does not fit.</summary>
    public static string InvitationVoid => L["This invitation is not valid: it works once, and for a limited time. Ask whoever invited you for another one."];

    /// <summary>What is said of a link that does not fit.</summary>
    public static string SetupLinkVoid => L["This set-up link is not valid: it works once, and for a day. Sign in, or start the service again and take the link that it prints."];

    [LoggerMessage(1, LogLevel.Information, "Made account {UserId}.")]
    private partial void LogMade(string userId);
}
