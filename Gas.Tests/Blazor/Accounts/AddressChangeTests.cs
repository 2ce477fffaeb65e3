using System.Net;
using System.Text.RegularExpressions;
using Gas.Tests.Blazor.Accounts.SignIn;
using Gas.Tests.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>An account gets another e-mail address: by a link that goes there, or at once where no mails leave.</summary>
public sealed partial class AddressChangeTests : IDisposable
{
    private const string Next = "ann.married@lab.example";

    private readonly DirectoryInfo _mails = Directory.CreateTempSubdirectory("gas-address-mail-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _mails.Delete(recursive: true);

    [Fact]
    public async Task The_link_that_goes_to_the_new_address_changes_it_once_and_the_old_one_is_told()
    {
        await using var server = Serve();
        using var here = await server.VisitAsAsync(GasServer.Ann);
        using var there = server.Visit();
        await there.SignInAsync(GasServer.Ann);
        Assert.Contains($"A link is on its way to {Next}.", await AskAsync(here, Next), StringComparison.Ordinal);
        var link = LinkIn(await MailAsync("address", Next));

        // Neither asking nor looking changes anything.
        await here.ReadAsync(link);
        Assert.True(await server.HasAsync(GasServer.Ann));

        using var changed = await here.SubmitAsync(link, "address");
        Assert.Contains("your address is changed", await Visitor.TextOfAsync(changed), StringComparison.Ordinal);
        Assert.Contains(Next, await here.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await there.GetAsync("/account")).StatusCode);
        Assert.Contains(Next, (await MailAsync("moved", GasServer.Ann)).TextBody, StringComparison.Ordinal);
        using var old = await there.TrySignInAsync(GasServer.Ann, GasServer.Password);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        await there.SignInAsync(Next);

        using var twice = await there.SubmitAsync(link, "address");
        Assert.Contains("This link is not good any more", await Visitor.TextOfAsync(twice), StringComparison.Ordinal);
        using var admin = await server.VisitAsAsync(GasServer.Admin);
        Assert.Contains($"from {GasServer.Ann}", await admin.ReadAsync("/admin/audit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_learns_that_an_address_has_an_account_but_its_owner()
    {
        await using var server = Serve();
        await server.AddAsync(GasServer.Bob);
        using var visitor = await server.VisitAsAsync(GasServer.Ann);
        Assert.Contains($"A link is on its way to {GasServer.Bob}.", await AskAsync(visitor, GasServer.Bob), StringComparison.Ordinal);
        Assert.Equal("You have an account already", (await MailAsync("known", GasServer.Bob)).Subject);
        Assert.Single(_mails.GetFiles("*.eml"));
    }

    [Fact]
    public async Task An_address_that_was_taken_meanwhile_is_not_had()
    {
        await using var server = Serve();
        using var visitor = await server.VisitAsAsync(GasServer.Ann);
        await AskAsync(visitor, Next);
        var link = LinkIn(await MailAsync("address", Next));
        await server.AddAsync(Next);
        using var late = await visitor.SubmitAsync(link, "address");
        Assert.Contains("is already taken", await Visitor.TextOfAsync(late), StringComparison.Ordinal);
        Assert.True(await server.HasAsync(GasServer.Ann));
    }

    [Fact]
    public async Task A_link_is_void_after_its_time_with_a_new_password_and_for_a_disabled_account()
    {
        await using var server = Serve();
        using var visitor = await server.VisitAsAsync(GasServer.Ann);
        await AskAsync(visitor, Next);
        var link = LinkIn(await MailAsync("address", Next));
        Assert.Contains("not good any more", await visitor.ReadAsync($"{link}x"), StringComparison.Ordinal);

        await server.ChangeAsync(GasServer.Ann, user => user.Disabled = true);
        Assert.Contains("Sign in to the account", await visitor.ReadAsync(link), StringComparison.Ordinal);
        await server.ChangeAsync(GasServer.Ann, user => (user.Disabled, user.SecurityStamp) = (false, "after a new password"));
        await visitor.SignInAsync(GasServer.Ann);
        using var stale = await visitor.SubmitAsync(link, "address");
        Assert.Contains("not good any more", await Visitor.TextOfAsync(stale), StringComparison.Ordinal);
        Assert.True(await server.HasAsync(GasServer.Ann));

        await using var hasty = Serve(change: services => services.Configure<DataProtectionTokenProviderOptions>(links => links.TokenLifespan = TimeSpan.FromTicks(1)));
        using var slow = await hasty.VisitAsAsync(GasServer.Ann);
        await AskAsync(slow, "slow@lab.example");
        Assert.Contains("not good any more", await slow.ReadAsync(LinkIn(await MailAsync("address", "slow@lab.example"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_s_click_does_not_finish_what_somebody_else_began()
    {
        await using var server = Serve();
        using var visitor = await server.VisitAsAsync(GasServer.Ann);
        await AskAsync(visitor, Next);
        var link = LinkIn(await MailAsync("address", Next));
        using var nobody = server.Visit();
        using var bob = await server.VisitAsAsync(GasServer.Bob);
        foreach (var stranger in new[] { nobody, bob })
        {
            var page = await stranger.ReadAsync(link);
            Assert.Contains("Sign in to the account that asked for this address", page, StringComparison.Ordinal);
            Assert.Contains($"/account/login?returnUrl={Uri.EscapeDataString(link)}", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
            Assert.DoesNotContain(Next, page, StringComparison.Ordinal);
        }

        using var form = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "address"), KeyValuePair.Create("__RequestVerificationToken", await bob.TokenAsync())]);
        using var forged = await bob.SendAsync(HttpMethod.Post, link, form);
        Assert.True(await server.HasAsync(GasServer.Ann));
        Assert.False(await server.HasAsync(Next));
    }

    [Fact]
    public async Task Few_strangers_get_a_mail_by_one_account()
    {
        await using var server = Serve();
        using var visitor = await server.VisitAsAsync(GasServer.Ann);
        for (var stranger = 0; stranger < 5; stranger++)
        {
            await AskAsync(visitor, $"stranger{stranger}@lab.example");
        }

        // Asked for last, so that all before it has been seen to.
        await server.AddAsync(GasServer.Bob);
        await AskAsync(visitor, GasServer.Bob);
        await MailAsync("known", GasServer.Bob);
        Assert.Equal(3, _mails.GetFiles("address.*.eml").Length);
    }

    [Fact]
    public async Task A_wrong_password_changes_nothing_and_counts()
    {
        await using var server = Serve();
        using var visitor = await server.VisitAsAsync(GasServer.Ann);
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Contains("The password is wrong.", await AskAsync(visitor, Next, "wrong horse 8"), StringComparison.Ordinal);
        }

        Assert.Contains("The password is wrong.", await AskAsync(visitor, Next), StringComparison.Ordinal);
        Assert.Empty(_mails.GetFiles("address.*"));
    }

    [Fact]
    public async Task Without_mail_it_changes_at_once_and_unconfirmed()
    {
        await using var server = new GasServer();
        await server.AddAsync(GasServer.Bob);
        using var visitor = await server.VisitAsAsync(GasServer.Ann);
        Assert.Contains("is already taken", await AskAsync(visitor, GasServer.Bob), StringComparison.Ordinal);
        Assert.Contains("This is your address already.", await AskAsync(visitor, "ANN@lab.example"), StringComparison.Ordinal);
        Assert.Contains($"Your address is {Next} from now on.", await AskAsync(visitor, Next), StringComparison.Ordinal);
        using var entered = await server.Visit().TrySignInAsync(Next, GasServer.Password);
        Assert.Equal("/", SigningSite.Where(entered));
        await server.ChangeAsync(Next, user => Assert.False(user.EmailConfirmed));
    }

    private GasServer Serve(Action<IServiceCollection>? change = null) => new(new() { ["Mail:PickupFolder"] = _mails.FullName }, change);

    private static async Task<string> AskAsync(Visitor visitor, string email, string password = GasServer.Password)
    {
        using var answer = await visitor.FillInAsync("/account/email", ("Input.Email", email), ("Input.Password", password));
        return await Visitor.TextOfAsync(answer);
    }

    private async Task<MimeMessage> MailAsync(string kind, string to)
    {
        MimeMessage? found = null;
        await Until.TrueAsync(async () => (found = await FindAsync(kind, to)) is not null, $"a mail {kind} to {to}");
        return found!;
    }

    private async Task<MimeMessage?> FindAsync(string kind, string to)
    {
        foreach (var file in _mails.GetFiles($"{kind}.*.eml"))
        {
            if (await MimeMessage.LoadAsync(file.FullName, Cancellation) is var mail && mail.To.Mailboxes.Any(mailbox => mailbox.Address == to))
            {
                return mail;
            }
        }

        return null;
    }

    private static string LinkIn(MimeMessage mail) => new Uri(Link().Match(mail.TextBody!).Value).PathAndQuery;

    [GeneratedRegex(@"http\S+")]
    private static partial Regex Link();
}
