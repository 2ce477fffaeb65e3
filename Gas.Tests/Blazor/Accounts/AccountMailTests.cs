using System.Net;
using System.Text.RegularExpressions;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Tokens;
using Gas.Blazor.Mail;
using Gas.Tests.Aws;
using Gas.Tests.Blazor.Accounts.SignIn;
using Gas.Tests.Embedded;
using Gas.Tests.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>Confirmation of addresses and new passwords by mail, through a pickup folder.</summary>
public sealed partial class AccountMailTests : IDisposable
{
    private const string Next = "another horse 8";

    private readonly DirectoryInfo _mails = Directory.CreateTempSubdirectory("gas-account-mail-");
    private readonly RecordedLog _log = new();
    private readonly MovedClock _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _mails.Delete(recursive: true);

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_a_link_that_works_once()
    {
        await using var server = Serve();
        using var there = await server.VisitAsAsync(GasServer.Ann);
        using var visitor = server.Visit();
        var answer = await ForgetAsync(visitor, GasServer.Ann);
        Assert.Contains("If there is an account with this address", answer, StringComparison.Ordinal);
        var link = await LinkAsync(server, "reset");

        using var set = await visitor.FillInAsync(link, ("Input.Password", Next), ("Input.ConfirmPassword", Next));
        Assert.Contains("Your password is changed.", await Visitor.TextOfAsync(set), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await there.GetAsync("/account")).StatusCode);
        using var old = await visitor.TrySignInAsync(GasServer.Ann, GasServer.Password);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        using var entered = await visitor.TrySignInAsync(GasServer.Ann, Next);
        Assert.Equal("/", SigningSite.Where(entered));

        using var again = await server.Visit().FillInAsync(link, ("Input.Password", "a third horse 9"), ("Input.ConfirmPassword", "a third horse 9"));
        Assert.Contains("This link is not good any more", await Visitor.TextOfAsync(again), StringComparison.Ordinal);
        var token = Token().Match(link).Groups[1].Value;
        Assert.DoesNotContain(_log.Lines, line => line.Contains(token, StringComparison.Ordinal) || line.Contains(Uri.UnescapeDataString(token), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_learns_whether_an_address_has_an_account()
    {
        await using var server = Serve();
        await server.AddAsync(GasServer.Ann);
        using var visitor = server.Visit();
        var known = await ForgetAsync(visitor, GasServer.Ann);
        var unknown = await ForgetAsync(visitor, "nobody@lab.example");
        Assert.Equal(Shown(known), Shown(unknown));
        await LinkAsync(server, "reset");
        Assert.Single(_mails.GetFiles("*.eml"));
    }

    [Fact]
    public async Task A_link_expires_and_a_disabled_account_gets_none()
    {
        await using var server = Serve(change: services => services.Configure<DataProtectionTokenProviderOptions>(links => links.TokenLifespan = TimeSpan.FromTicks(1)));
        await server.AddAsync(GasServer.Ann);
        await server.AddAsync(GasServer.Gone);
        await server.ChangeAsync(GasServer.Gone, user => user.Disabled = true);
        using var visitor = server.Visit();
        await ForgetAsync(visitor, GasServer.Gone);
        await ForgetAsync(visitor, GasServer.Ann);
        using var late = await visitor.FillInAsync(await LinkAsync(server, "reset"), ("Input.Password", Next), ("Input.ConfirmPassword", Next));
        Assert.Contains("This link is not good any more", await Visitor.TextOfAsync(late), StringComparison.Ordinal);
        Assert.Single(_mails.GetFiles("*.eml"));
    }

    [Fact]
    public async Task Whoever_registers_confirms_the_address_first()
    {
        await using var server = Serve(new() { ["Accounts:ConfirmEmail"] = "true" });
        using var visitor = server.Visit();
        using var made = await visitor.MakeAccountAsync("/account/register", "fresh@lab.example");
        var page = await Visitor.TextOfAsync(made);
        Assert.Contains("Look into your mail", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/account")).StatusCode);
        var link = await LinkAsync(server, "confirm");

        using var wrong = await visitor.TrySignInAsync("fresh@lab.example", "wrong horse 8");
        Assert.Contains("Wrong e-mail or password.", await Visitor.TextOfAsync(wrong), StringComparison.Ordinal);
        using var early = await visitor.TrySignInAsync("fresh@lab.example", GasServer.Password);
        Assert.Contains("Confirm your e-mail address first.", await Visitor.TextOfAsync(early), StringComparison.Ordinal);
        using var script = server.Visit();
        script.UseBasic("fresh@lab.example", GasServer.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, (await script.GetAsync("/api/jobs")).StatusCode);

        // Looking at the link confirms nothing: programs do that, too.
        await visitor.ReadAsync(link);
        using var still = await visitor.TrySignInAsync("fresh@lab.example", GasServer.Password);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        using var confirmed = await visitor.SubmitAsync(link, "confirm");
        Assert.Contains("your address is confirmed", await Visitor.TextOfAsync(confirmed), StringComparison.Ordinal);
        await visitor.SignInAsync("fresh@lab.example");
        using var twice = await visitor.SubmitAsync(link, "confirm");
        Assert.Contains("This link is not good any more", await Visitor.TextOfAsync(twice), StringComparison.Ordinal);

        // A known address gets the same page, and its owner a mail.
        using var taken = await server.Visit().MakeAccountAsync("/account/register", "fresh@lab.example");
        Assert.Equal(Shown(page), Shown(await Visitor.TextOfAsync(taken)));
        using var mail = await MailAsync("known");
        Assert.Equal("You have an account already", mail.Subject);
    }

    [Fact]
    public async Task A_new_password_takes_no_second_factor_away()
    {
        await using var server = Serve();
        await server.AddAsync(GasServer.Ann);
        await server.ChangeAsync(GasServer.Ann, user => (user.TwoFactorEnabled, user.EmailConfirmed) = (true, true));
        using var visitor = server.Visit();
        await ForgetAsync(visitor, GasServer.Ann);
        using var set = await visitor.FillInAsync(await LinkAsync(server, "reset"), ("Input.Password", Next), ("Input.ConfirmPassword", Next));
        using var entered = await visitor.TrySignInAsync(GasServer.Ann, Next);
        Assert.Equal("/account/code?returnUrl=%2F", SigningSite.Where(entered));
    }

    [Fact]
    public async Task A_lock_is_told_to_the_owner_once_and_takes_as_long_as_no_account()
    {
        var hasher = new CountedHashes();
        await using var server = Serve(change: services => services.AddSingleton<IPasswordHasher<GasUser>>(hasher));
        await server.AddAsync(GasServer.Ann);
        await server.AddAsync(GasServer.Gone);
        await server.ChangeAsync(GasServer.Gone, user => user.Disabled = true);
        await server.AddAsync("passwordless@lab.example");
        await server.ChangeAsync("passwordless@lab.example", user => user.PasswordHash = null);
        using var visitor = server.Visit();
        for (var i = 0; i < 11; i++)
        {
            (await visitor.TrySignInAsync(GasServer.Ann, "wrong horse 8")).Dispose();
            if (i == 5)
            {
                _clock.Move(TimeSpan.FromMinutes(16));
                await server.ChangeAsync(GasServer.Ann, user => user.LockoutEnd = null);
            }
        }

        using var mail = await MailAsync("locked");
        Assert.Equal(GasServer.Ann, mail.To.Mailboxes.Single().Address);
        Assert.Contains("5 wrong passwords or codes in a row", mail.TextBody, StringComparison.Ordinal);
        foreach (var email in new[] { GasServer.Ann, GasServer.Gone, "nobody@lab.example", "passwordless@lab.example" })
        {
            hasher.Verified = 0;
            (await visitor.TrySignInAsync(email, GasServer.Password)).Dispose();
            Assert.Equal((email, 1), (email, hasher.Verified));
        }

        // Asked for last, so that all before it has been seen to.
        await ForgetAsync(visitor, GasServer.Ann);
        await MailAsync("reset");
        Assert.Single(_mails.GetFiles("locked.*.eml"));
        var (lines, _) = await server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter(Action: AuditAction.SignInRefused), before: null, 50, Cancellation);
        Assert.Equal(
            ["nobody has this address", "disabled", "wrong password, locked from now on", "locked after too many wrong passwords", "wrong password, locked from now on"],
            lines.Select(line => line.Detail).Where(detail => detail != "wrong password"));
        Assert.Equal(["", GasServer.Gone], lines.Where(line => line.Detail is "nobody has this address" or "disabled").Select(line => line.Actor));
    }

    [Fact]
    public async Task Whoever_waited_in_the_account_of_an_address_that_is_not_theirs_is_out_with_its_first_proof()
    {
        await using var server = Serve();
        using var waiting = server.Visit();
        using var made = await waiting.MakeAccountAsync("/account/register", GasServer.Ann);
        var id = await server.IdOfAsync(GasServer.Ann);
        var tokens = server.Services.GetRequiredService<TokenBook>();
        var kept = await tokens.MakeAsync(id, "theirs", TokenScope.Read, TimeSpan.FromDays(9), Cancellation);
        await WithUserAsync(server, async (users, user) =>
        {
            await users.AddLoginAsync(user, new UserLoginInfo("lab", "https://lab.example eve", "The Lab"));
            await users.AddOrUpdatePasskeyAsync(user, new UserPasskeyInfo([1, 2, 3], [4], _clock.GetUtcNow(), 0, null, true, false, false, [5], [6]));
            await users.ResetAuthenticatorKeyAsync(user);
            await users.SetTwoFactorEnabledAsync(user, true);
        });
        await ForgetAsync(server.Visit(), GasServer.Ann);
        var link = await LinkAsync(server, "reset");
        using var weak = await server.Visit().FillInAsync(link, ("Input.Password", "0123456789"), ("Input.ConfirmPassword", "0123456789"));
        Assert.NotNull(await tokens.FindAsync(kept, Cancellation));

        using var set = await server.Visit().FillInAsync(link, ("Input.Password", Next), ("Input.ConfirmPassword", Next));
        Assert.Contains("Your password is changed.", await Visitor.TextOfAsync(set), StringComparison.Ordinal);
        Assert.Null(await tokens.FindAsync(kept, Cancellation));
        Assert.Equal(HttpStatusCode.Found, (await waiting.GetAsync("/account")).StatusCode);
        await WithUserAsync(server, async (users, user) =>
        {
            Assert.Equal((true, false), (user.EmailConfirmed, user.TwoFactorEnabled));
            Assert.Empty(await users.GetLoginsAsync(user));
            Assert.Empty(await users.GetPasskeysAsync(user));
            Assert.Null(await users.GetAuthenticatorKeyAsync(user));
        });

        // From now on a new password takes nothing away.
        var mine = await tokens.MakeAsync(id, "mine", TokenScope.Read, TimeSpan.FromDays(9), Cancellation);
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        var ann = (await users.FindByEmailAsync(GasServer.Ann))!;
        Assert.True((await scope.ServiceProvider.GetRequiredService<PasswordReset>().SetAsync(ann, await users.GeneratePasswordResetTokenAsync(ann), "a third horse 9", Cancellation)).Succeeded);
        Assert.NotNull(await tokens.FindAsync(mine, Cancellation));
        var (lines, _) = await server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter(id.Value), before: null, 50, Cancellation);
        Assert.Single(lines, line => line.Action == AuditAction.EmailConfirmed && line.Detail.Contains("is removed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_invitation_comes_by_mail()
    {
        await using var server = Serve();
        var post = server.Services.GetRequiredService<AccountPost>();
        Assert.Null(await post.InviteAsync("guest@lab.example", "/account/invitation?token=abc", _clock.GetUtcNow().AddDays(7), Cancellation));
        Assert.NotNull(await post.InviteAsync("no address", "/account/invitation?token=abc", _clock.GetUtcNow().AddDays(7), Cancellation));
        Assert.Equal("/account/invitation?token=abc", await LinkAsync(server, "invitation"));
    }

    [Fact]
    public async Task Without_mail_the_page_says_whom_to_ask()
    {
        await using var server = new GasServer();
        using var visitor = server.Visit();
        var page = await visitor.ReadAsync("/account/forgot");
        Assert.Contains("Ask its operator", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Input.Email", page, StringComparison.Ordinal);
    }

    private GasServer Serve(Dictionary<string, string>? settings = null, Action<IServiceCollection>? change = null) => new(
        new(settings ?? []) { ["Mail:PickupFolder"] = _mails.FullName, ["Logging:LogLevel:Default"] = "Debug" },
        services =>
        {
            services.AddSingleton<ILoggerProvider>(_log);
            services.AddSingleton<TimeProvider>(_clock);
            change?.Invoke(services);
        });

    private static async Task WithUserAsync(GasServer server, Func<UserManager<GasUser>, GasUser, Task> work)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        await work(users, (await users.FindByEmailAsync(GasServer.Ann))!);
    }

    private static async Task<string> ForgetAsync(Visitor visitor, string email)
    {
        using var answer = await visitor.FillInAsync("/account/forgot", ("Input.Email", email));
        return await Visitor.TextOfAsync(answer);
    }

    private async Task<MimeMessage> MailAsync(string kind)
    {
        await Until.TrueAsync(() => _mails.GetFiles($"{kind}.*.eml").Length > 0, $"a mail {kind}");
        return await MimeMessage.LoadAsync(_mails.GetFiles($"{kind}.*.eml")[0].FullName, Cancellation);
    }

    /// <summary>The link in the mail, which begins with this server's address.</summary>
    private async Task<string> LinkAsync(GasServer server, string kind)
    {
        using var mail = await MailAsync(kind);
        var link = Link().Match(mail.TextBody!).Value;
        Assert.StartsWith(server.Address.ToString(), link, StringComparison.Ordinal);
        return new Uri(link).PathAndQuery;
    }

    /// <summary>What is told of it, without what differs in any two pages.</summary>
    private static string Shown(string page) => Regex.Replace(Regex.Match(page, "<section.*</section>", RegexOptions.Singleline).Value, "value=\"[^\"]*\"", "");

    /// <summary>Counts how often the costly work is done.</summary>
    private sealed class CountedHashes : PasswordHasher<GasUser>
    {
        public int Verified { get; set; }

        public override PasswordVerificationResult VerifyHashedPassword(GasUser user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    [GeneratedRegex(@"http\S+")]
    private static partial Regex Link();

    [GeneratedRegex("token=(.*)")]
    private static partial Regex Token();
}
