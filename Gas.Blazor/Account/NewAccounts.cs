using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Account;

/// <summary>Makes accounts: the first by the one-time link, as admin; others by themselves where registration is open, as plain users.</summary>
public sealed partial class NewAccounts(UserManager<GasUser> users, SetupLink setup, TimeProvider time, ILogger<NewAccounts> logger)
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

    /// <summary>As <see cref="RegisterAsync"/>, as admin, and only while the token fits and there is no account yet.</summary>
    public async Task<NewAccount> SetUpAsync(string? token, string email, string password, CancellationToken cancellation)
    {
        var made = default(NewAccount);
        var fits = await setup.UseAsync(token, async () =>
        {
            made = await RegisterAsync(email, password);
            if (made.User is { } admin)
            {
                await users.AddToRoleAsync(admin, Roles.Admin);
            }

            return made.User is not null;
        }, cancellation);
        return fits ? made : new NewAccount(null, [SetupLinkVoid]);
    }

    /// <summary>What is said of a link that does not fit.</summary>
    public const string SetupLinkVoid = "This set-up link is not valid: it works once, and only until the service is started again. Sign in, or take the link that the service printed last.";

    [LoggerMessage(1, LogLevel.Information, "Made account {UserId}.")]
    private partial void LogMade(string userId);
}
