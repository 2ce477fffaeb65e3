using Gas.Blazor.Account;
using Gas.Blazor.Account.Address;
using Gas.Blazor.Account.Invitations;
using Gas.Blazor.Account.SignIn;
using Gas.Blazor.Account.Tokens;
using Gas.Blazor.Sharing;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Accounts.SecondFactor;
using Gas.Tests.Blazor.Accounts.SignIn;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Hostile;

/// <summary>A server where every form of every page has somebody to whom it is shown.</summary>
public sealed class FormSite : SigningSite
{
    private readonly DirectoryInfo _mails = Directory.CreateTempSubdirectory("gas-form-mail-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _mails.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Pages by their templates, who looks at them, and where. In an order in which none spoils another.</summary>
    internal async IAsyncEnumerable<(string Template, Visitor Who, string Address)> VisitsAsync()
    {
        using var nobody = Server.Visit();
        yield return ("/account/setup", nobody, $"/account/setup?token={Server.Services.GetRequiredService<SetupLink>().Issue()}");
        foreach (var page in new[] { "/account/login", "/account/register", "/account/forgot" })
        {
            yield return (page, nobody, page);
        }

        yield return ("/account/invitation", nobody, Invitation.PathOf(await InviteAsync()));

        using var ann = await Server.VisitAsAsync(GasServer.Ann);
        var (user, reset) = await TokenAsync(GasServer.Ann, (users, account) => users.GeneratePasswordResetTokenAsync(account));
        yield return ("/account/reset", nobody, AccountLinks.ToReset(user.Id, reset));
        using var elsewhere = await Server.VisitAsAsync(GasServer.Ann);
        await OwnAsync(GasServer.Ann);
        var job = await ShareAsync(GasServer.Ann);
        yield return ("/jobs/{Id}/share", ann, $"/jobs/{job}/share");
        await ShareAsync(GasServer.Ann);
        foreach (var page in new[] { "/account", "/account/email", "/account/password", "/account/identities", "/account/tokens", "/account/shares", "/account/security" })
        {
            yield return (page, ann, page);
        }

        // Its first form has just made a key.
        yield return ("/account/security", ann, "/account/security");
        var (_, confirm) = await TokenAsync(GasServer.Ann, (users, account) => users.GenerateEmailConfirmationTokenAsync(account));
        yield return ("/account/confirm", nobody, AccountLinks.ToConfirm(user.Id, confirm));

        using var careful = await Server.VisitAsAsync("careful@lab.example");
        await SetUpAsync(careful);
        yield return ("/account/security", careful, "/account/security");
        using var halfway = Server.Visit();
        using var password = await halfway.TrySignInAsync("careful@lab.example", GasServer.Password);
        yield return ("/account/code", halfway, "/account/code");

        using var passwordless = Server.Visit();
        await SignInAsync(passwordless, Person("passwordless"));
        foreach (var page in new[] { "/account", "/account/password", "/account/identities" })
        {
            yield return (page, passwordless, page);
        }

        using var linking = Server.Visit();
        await Server.AddAsync(EmailOf("linking"));
        await SignInAsync(linking, Person("linking"));
        yield return ("/account/link", linking, "/account/link");

        using var moving = await Server.VisitAsAsync("moving@lab.example");
        var (mover, _) = await TokenAsync("moving@lab.example", (_, _) => Task.FromResult(""));
        var change = Server.Services.GetRequiredService<AddressSeal>().Close(new AddressWish(mover.Id, mover.SecurityStamp!, "moved@lab.example"));
        yield return ("/account/email/confirm", moving, AccountLinks.ToAddress(change));
    }

    protected override Dictionary<string, string> Settings() => new() { ["Mail:PickupFolder"] = _mails.FullName };

    /// <summary>A passkey and a token.</summary>
    private async Task OwnAsync(string email)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        var user = (await users.FindByEmailAsync(email))!;
        var passkey = new UserPasskeyInfo([1, 2, 3], [4], TimeProvider.System.GetUtcNow(), 0, null, true, false, false, [5], [6]) { Name = "a key" };
        Assert.True((await users.AddOrUpdatePasskeyAsync(user, passkey)).Succeeded);
        Assert.NotNull(await Server.Services.GetRequiredService<TokenBook>().MakeAsync(new UserId(user.Id), "a token", TokenScope.Read, TimeSpan.FromDays(1), Cancellation));
    }

    /// <summary>A completed job that is shared.</summary>
    private async Task<JobId> ShareAsync(string email)
    {
        using var script = await Server.CallAsAsync(email);
        using var sent = await script.SendAsync(HttpMethod.Post, "/api/jobs?name=small.vcf", SmallVcf.Body());
        var id = new JobId((await Visitor.JsonOfAsync(sent)).GetProperty("id").GetGuid());
        Job? job = null;
        await Until.TrueAsync(async () => (job = await Server.Store.FindAsync(id, Cancellation)) is { State: JobState.Completed }, "the job is completed");
        Assert.NotNull(await Server.Services.GetRequiredService<ShareBook>().MakeAsync(job!, "readers", downloads: true, TimeSpan.FromDays(1), Cancellation));
        return id;
    }

    private async Task<string> InviteAsync()
    {
        await Server.AddAsync(GasServer.Admin, admin: true);
        await using var scope = Server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        var admin = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<GasUser>>().CreateAsync((await users.FindByEmailAsync(GasServer.Admin))!);
        return (await Server.Services.GetRequiredService<InvitationBook>().MakeAsync(admin, "", Plan.Free, 7, Cancellation)).Text!;
    }

    private static async Task SetUpAsync(Visitor owner)
    {
        using var begun = await owner.SubmitAsync("/account/security", "second-begin");
        var app = AuthenticatorApp.Scan(await Visitor.TextOfAsync(begun));
        using var on = await owner.FillInAsync("/account/security", ("Input.Code", app.Show()));
        Assert.Contains("The second factor is on.", await Visitor.TextOfAsync(on), StringComparison.Ordinal);
    }

    private async Task<(GasUser User, string Token)> TokenAsync(string email, Func<UserManager<GasUser>, GasUser, Task<string>> make)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        var user = (await users.FindByEmailAsync(email))!;
        return (user, await make(users, user));
    }
}
