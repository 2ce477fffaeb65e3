using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Account;

/// <summary>Makes accounts: the first by the one-time link, as admin; others by themselves where registration is open, as plain users.</summary>
public sealed partial class NewAccounts(UserManager<GasUser> users, AccountsDbContext accounts, SetupLink setup, TimeProvider time, ILogger<NewAccounts> logger)
{
    /// <summary>The account, or why there is none.</summary>
    public async Task<NewAccount> RegisterAsync(string email, string password)
    {
        var user = new GasUser { UserName = email, Email = email, CreatedAt = time.GetUtcNow() };
        var result = await users.CreateAsync(user, password);
        if (!result.Succeeded)
        {
            return new NewAccount(null, [.. result.Errors.Where(error => error.Code != nameof(IdentityErrorDescriber.DuplicateUserName)).Select(error => error.Description)]);
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

            var made = await RegisterAsync(email, password);
            if (made.User is { } admin)
            {
                await users.AddToRoleAsync(admin, Roles.Admin);
            }

            return made;
        },
        cancellation);

    /// <summary>What is said of a link that does not fit.</summary>
    public const string SetupLinkVoid = "This set-up link is not valid: it works once, and for a day. Sign in, or start the service again and take the link that it prints.";

    [LoggerMessage(1, LogLevel.Information, "Made account {UserId}.")]
    private partial void LogMade(string userId);
}
