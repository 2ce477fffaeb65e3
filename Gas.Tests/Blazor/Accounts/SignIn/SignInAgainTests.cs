using Gas.Blazor.Account.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Blazor.Accounts.SignIn;

/// <summary>What asks for a session that has just begun, and what begins one: with a provider only that it says so.</summary>
public sealed class SignInAgainTests : IClassFixture<SignInAgainTests.Site>
{
    private const string Identities = "/account/identities";
    private const string Tokens = "/account/tokens";
    private const string Again = "sign in once more";

    private readonly Site _site;

    public SignInAgainTests(Site site)
    {
        _site = site;
        site.Provider.Mend();
    }

    [Fact]
    public async Task An_old_session_links_unlinks_and_makes_no_token_but_revokes()
    {
        using var visitor = await ComeAsync("sitter");
        using var made = await visitor.FillInAsync(Tokens, ("Input.Name", "early"), ("Input.Days", "30"), ("Input.Read", "true"));
        _site.Clock.Move(TimeSpan.FromMinutes(11));
        var identities = await visitor.ReadAsync(Identities);
        Assert.Contains(Again, identities, StringComparison.Ordinal);
        Assert.DoesNotContain("unlink-", identities, StringComparison.Ordinal);
        Assert.DoesNotContain("Link guests", identities, StringComparison.Ordinal);
        using var link = await PostAsync(visitor, $"{Identities}/{SigningSite.Guests}");
        Assert.Equal(Identities, SigningSite.Where(link));
        using var unlink = await PostAsync(visitor, Identities, ("_handler", $"unlink-lab-{_site.Provider.Authority} sitter"));
        using var again = _site.Server.Visit();
        Assert.Equal("/", await SigningSite.SignInAsync(again));

        Assert.Contains(Again, await visitor.ReadAsync(Tokens), StringComparison.Ordinal);
        using var late = await PostAsync(visitor, Tokens, ("_handler", "token"), ("Input.Name", "late"), ("Input.Days", "30"), ("Input.Read", "true"));
        var book = _site.Server.Services.GetRequiredService<TokenBook>();
        Assert.Equal(["early"], (await book.ListAsync(await _site.Server.IdOfAsync("sitter@lab.example"), TestContext.Current.CancellationToken)).Select(token => token.Name));
        using var revoked = await visitor.SubmitAsync(Tokens, "revoke-");
        Assert.Contains("is revoked", await Visitor.TextOfAsync(revoked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_signs_in_again_at_the_provider_is_asked_there_who_they_are()
    {
        using var visitor = await ComeAsync("returner");
        Assert.False(_site.Provider.WasAnew);
        _site.Clock.Move(TimeSpan.FromMinutes(11));
        Assert.Equal(Tokens, await SigningSite.SignInAsync(visitor, SigningSite.Lab, Tokens));
        Assert.True(_site.Provider.WasAnew);
        Assert.DoesNotContain(Again, await visitor.ReadAsync(Tokens), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_provider_that_lets_them_through_or_does_not_say_begins_no_fresh_session(bool says)
    {
        using var visitor = await ComeAsync($"passer-{says}");
        var before = _site.Clock.GetUtcNow();
        _site.Clock.Move(TimeSpan.FromMinutes(11));
        _site.Provider.SignedInAt = _ => says ? before : null;
        var end = await SigningSite.SignInAsync(visitor, SigningSite.Lab, Tokens);
        Assert.Equal("/account/login?end=NotAnew&with=lab", end);
        Assert.Contains("The Lab does not say that you have just signed in there", await visitor.ReadAsync(end), StringComparison.Ordinal);
        // The session is as it was.
        Assert.Contains(Again, await visitor.ReadAsync(Tokens), StringComparison.Ordinal);
        Assert.Contains(_site.Log.Lines, line => line.Contains("lab was asked to have somebody sign in anew", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_was_signed_in_there_already_comes_in_but_changes_nothing(bool says)
    {
        var hoursAgo = _site.Clock.GetUtcNow().AddHours(-3);
        _site.Provider.SignedInAt = isAnew => isAnew ? _site.Clock.GetUtcNow() : says ? hoursAgo : null;
        using var visitor = await ComeAsync($"known-{says}");
        Assert.Contains($"known-{says}@lab.example", await visitor.ReadAsync("/account"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Again, await visitor.ReadAsync(Tokens), StringComparison.Ordinal);
        await SigningSite.SignInAsync(visitor, SigningSite.Lab, Tokens);
        Assert.DoesNotContain(Again, await visitor.ReadAsync(Tokens), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_of_which_the_settings_say_that_it_never_tells_is_not_asked_and_believed()
    {
        using var visitor = await ComeAsync("silent");
        await SigningSite.SignInAsync(visitor, SigningSite.Guests, Identities);
        _site.Clock.Move(TimeSpan.FromMinutes(11));
        _site.Provider.SignedInAt = _ => null;
        Assert.Equal(Tokens, await SigningSite.SignInAsync(visitor, SigningSite.Guests, Tokens));
        Assert.False(_site.Provider.WasAnew);
        Assert.DoesNotContain(Again, await visitor.ReadAsync(Tokens), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_password_of_an_account_that_waits_for_its_address_links_since_the_provider_vouches_for_it()
    {
        const string Email = "waiting@lab.example";
        await _site.Server.AddAsync(Email);
        var rules = _site.Server.Services.GetRequiredService<IOptions<IdentityOptions>>().Value.SignIn;
        rules.RequireConfirmedEmail = true;
        try
        {
            _site.Provider.SignedInAt = _ => null;
            using var visitor = _site.Server.Visit();
            Assert.StartsWith("/account/link", await _site.SignInAsync(visitor, SigningSite.Person("waiting")), StringComparison.Ordinal);
            using var wrong = await visitor.FillInAsync("/account/link", ("Input.Password", "wrong horse 8"));
            Assert.Contains("Nothing has been linked.", await Visitor.TextOfAsync(wrong), StringComparison.Ordinal);
            using var right = await visitor.FillInAsync("/account/link", ("Input.Password", GasServer.Password));
            Assert.Equal("/", SigningSite.Where(right));
            await _site.Server.ChangeAsync(Email, user => Assert.True(user.EmailConfirmed));
            // The password was told just now.
            Assert.DoesNotContain(Again, await visitor.ReadAsync(Tokens), StringComparison.Ordinal);
            using var later = _site.Server.Visit();
            await later.SignInAsync(Email);
        }
        finally
        {
            rules.RequireConfirmedEmail = false;
        }
    }

    /// <summary>Signs in with the provider as somebody new.</summary>
    private async Task<Visitor> ComeAsync(string name)
    {
        var visitor = _site.Server.Visit();
        Assert.Equal("/", await _site.SignInAsync(visitor, SigningSite.Person(name)));
        return visitor;
    }

    private static async Task<HttpResponseMessage> PostAsync(Visitor visitor, string path, params (string Name, string Value)[] fields)
    {
        var all = fields.Append(("__RequestVerificationToken", await visitor.TokenAsync()));
        return await visitor.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(all.Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    public sealed class Site : SigningSite
    {
        protected override Dictionary<string, string> Settings() => new() { [$"SignIn:Providers:{Guests}:TellsWhen"] = "false" };
    }
}
