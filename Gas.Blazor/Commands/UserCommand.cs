using System.CommandLine;
using System.Security.Cryptography;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.People;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Commands;

/// <summary><c>user list|add|reset|disable|enable|promote|demote</c>: accounts, by whoever runs the service. The server may go on running; it sees the change within a minute.</summary>
internal static class UserCommand
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private const string Operator = "by the command line";

    public static Command Build() => new("user", "Look after accounts. Settings are the server's.") { List(), Add(), Reset(), Disable(), Enable(), Promote(), Demote() };

    private static Command List()
    {
        var command = new Command("list", "List all accounts: e-mail, plan, state.");
        command.SetAction((_, cancellation) => RunAsync(async (services, token) =>
        {
            var accounts = services.GetRequiredService<AccountsDbContext>();
            var admins = await accounts.ActiveAdmins.Select(user => user.Id).ToListAsync(token);
            await foreach (var user in accounts.Users.AsNoTracking().OrderBy(user => user.NormalizedEmail).AsAsyncEnumerable().WithCancellation(token))
            {
                var state = user.DeletionRequestedAt is not null ? "being deleted" : user.Disabled ? "disabled" : admins.Contains(user.Id) ? "admin" : "user";
                await Console.Out.WriteLineAsync($"{user.Email}\t{user.Plan}\t{state}");
            }

            return null;
        }, cancellation));
        return command;
    }

    private static Command Add()
    {
        var (email, fromInput) = (Email(), FromInput());
        var admin = new Option<bool>("--admin") { Description = "Make it an admin's." };
        var command = new Command("add", "Make an account, also where registration is closed.") { email, admin, fromInput };
        command.SetAction((parsed, cancellation) => RunAsync(async (services, token) =>
        {
            var password = await PasswordAsync(parsed.GetValue(fromInput));
            var made = await services.GetRequiredService<NewAccounts>().RegisterAsync(parsed.GetRequiredValue(email), password, isConfirmed: true);
            if (made.User is not { } user)
            {
                return made.Errors is [] ? "There is an account with this address already." : string.Join(' ', made.Errors);
            }

            if (parsed.GetValue(admin))
            {
                await services.GetRequiredService<AccountsDbContext>().MakeAdminAsync(new UserId(user.Id), token);
            }

            await NoteAsync(services, user, AuditAction.Registered, parsed.GetValue(admin) ? $"as admin, {Operator}" : Operator);
            await TellAsync(parsed.GetValue(fromInput), password);
            return null;
        }, cancellation));
        return command;
    }

    private static Command Reset()
    {
        var (email, fromInput) = (Email(), FromInput());
        var bare = new Option<bool>("--second-factor") { Description = "Also turn its second factor off, and remove its passkeys." };
        var command = new Command("reset", "Give an account a new password, unlock it, and sign it out everywhere.") { email, fromInput, bare };
        command.SetAction((parsed, cancellation) => WithAsync(parsed.GetRequiredValue(email), async (services, user, token) =>
        {
            var users = services.GetRequiredService<UserManager<GasUser>>();
            var password = await PasswordAsync(parsed.GetValue(fromInput));
            // Whoever runs the service vouches for the address.
            var result = await services.GetRequiredService<PasswordReset>().SetAsync(user, await users.GeneratePasswordResetTokenAsync(user), password, token);
            if (!result.Succeeded)
            {
                return string.Join(' ', result.Errors.Select(error => error.Description));
            }

            await NoteAsync(services, user, AuditAction.PasswordChanged, Operator);
            if (parsed.GetValue(bare))
            {
                var accounts = services.GetRequiredService<AccountsDbContext>();
                var taken = await accounts.TakeSecondFactorAwayAsync(new UserId(user.Id), token) + await accounts.UserPasskeys.Where(passkey => passkey.UserId == user.Id).ExecuteDeleteAsync(token);
                await NoteAsync(services, user, AuditAction.SecondFactorOff, $"{(taken > 0 ? "with its passkeys" : "there was none")}, {Operator}");
            }

            await TellAsync(parsed.GetValue(fromInput), password);
            return null;
        }, cancellation));
        return command;
    }

    private static Command Disable() => Deed("disable", "Keep an account from signing in, and end its sessions. Its jobs stay.", "disabled", (accounts, id, token) => accounts.DisableAsync(id, token));

    private static Command Enable() => Deed("enable", "Let a disabled account sign in again.", "enabled", (accounts, id, token) => accounts.EnableAsync(id, token));

    private static Command Promote() => Deed("promote", "Make an account an admin's.", "made an admin", (accounts, id, token) => accounts.MakeAdminAsync(id, token));

    private static Command Demote() => Deed("demote", "Take the admin role away.", "made a plain user", (accounts, id, token) => accounts.TakeAdminAwayAsync(id, token));

    private static Command Deed(string name, string description, string done, Func<AccountsDbContext, UserId, CancellationToken, Task<int>> act)
    {
        var email = Email();
        var command = new Command(name, description) { email };
        command.SetAction((parsed, cancellation) => WithAsync(parsed.GetRequiredValue(email), async (services, user, token) =>
        {
            if (await act(services.GetRequiredService<AccountsDbContext>(), new UserId(user.Id), token) == 0)
            {
                return $"Nothing was done: {user.Email} is the last admin, is no admin, or is being deleted.";
            }

            await NoteAsync(services, user, AuditAction.AccountChanged, $"{done}, {Operator}");
            await Console.Out.WriteLineAsync($"{user.Email} is {done}.");
            return null;
        }, cancellation));
        return command;
    }

    private static Task<int> WithAsync(string email, Func<IServiceProvider, GasUser, CancellationToken, Task<string?>> act, CancellationToken cancellation) => RunAsync(
        async (services, token) => await services.GetRequiredService<UserManager<GasUser>>().FindByEmailAsync(email) is { } user
            ? await act(services, user, token)
            : $"There is no account {email}.",
        cancellation);

    /// <summary>Opens the accounts as the server does, and turns a refusal into a sentence and an exit code.</summary>
    private static async Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<string?>> act, CancellationToken cancellation)
    {
        var configuration = CommandServices.Settings();
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddAccounts(configuration);
        await using var provider = services.BuildServiceProvider();
        await AccountsDatabase.OpenAsync(provider, cancellation);
        await using var scope = provider.CreateAsyncScope();
        if (await act(scope.ServiceProvider, cancellation) is not { } refusal)
        {
            return ExitCode.Done;
        }

        await Console.Error.WriteLineAsync($"gas: {refusal}");
        return ExitCode.InputAtFault;
    }

    private static Task NoteAsync(IServiceProvider services, GasUser user, AuditAction action, string detail) =>
        services.GetRequiredService<AuditTrail>().NoteAsync(new UserId(user.Id), action, detail);

    private static async Task<string> PasswordAsync(bool fromInput) => fromInput ? await Console.In.ReadLineAsync() ?? "" : RandomNumberGenerator.GetString(Letters, 20);

    private static Task TellAsync(bool fromInput, string password) =>
        fromInput ? Task.CompletedTask : Console.Out.WriteLineAsync($"The password is {password} (not shown again; it can be changed on the account's page).");

    private static Argument<string> Email() => new("EMAIL") { Description = "The account's e-mail address." };

    /// <summary>Never an argument: those are seen by everybody on the machine.</summary>
    private static Option<bool> FromInput() => new("--password-stdin") { Description = "Read the password from the first line of standard input; without it one is made and printed." };
}
