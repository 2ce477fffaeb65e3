using System.Net;
using System.Text.Json;
using Gas.Blazor.Account.Audit;
using Gas.Tests.Blazor.Accounts.SignIn;

namespace Gas.Tests.Blazor.Accounts.Passkeys;

/// <summary>Answers to the service's questions for a passkey, good ones and others. Browser.PasskeyTests has a real browser ask.</summary>
public sealed class PasskeyAnswerTests : IClassFixture<SigningSite>, IDisposable
{
    private const string Page = "/account/security";
    private const string Refused = "The passkey was not accepted.";

    private readonly SigningSite _site;
    private readonly SoftwareKey _key;

    public PasskeyAnswerTests(SigningSite site)
    {
        (_site, _key) = (site, new SoftwareKey(site.Server.Address));
        site.Provider.Mend();
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task A_passkey_opens_its_account_and_each_answer_once()
    {
        const string Email = "keyed@lab.example";
        using var owner = await _site.Server.VisitAsAsync(Email);
        Assert.Contains("The passkey &#x27;a key&#x27; opens your account from now on.", await AddAsync(owner, _key.Make(await OfferAsync(owner))), StringComparison.Ordinal);
        using var visitor = _site.Server.Visit();
        var answer = _key.Sign(await QuestionAsync(visitor));
        Assert.Null(await EnterAsync(visitor, answer));
        Assert.Contains(Email, await visitor.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.Equal([AuditAction.SignedIn, AuditAction.PasskeyAdded], (await _site.TrailAsync(Email)).Take(2));

        using var thief = _site.Server.Visit();
        Assert.Contains(Refused, await EnterAsync(thief, answer), StringComparison.Ordinal);
        await QuestionAsync(thief);
        Assert.Contains(Refused, await EnterAsync(thief, answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_has_not_looked_who_holds_it_is_refused()
    {
        using var owner = await _site.Server.VisitAsAsync("found@lab.example");
        _key.KnowsOwner = false;
        Assert.Contains(Refused, await AddAsync(owner, _key.Make(await OfferAsync(owner))), StringComparison.Ordinal);
        _key.KnowsOwner = true;
        await AddAsync(owner, _key.Make(await OfferAsync(owner)));
        _key.KnowsOwner = false;
        await RefusedAsync();
        _key.KnowsOwner = true;
        await AcceptedAsync();
    }

    [Fact]
    public async Task An_answer_from_another_site_or_for_another_account_or_of_a_copied_key_is_refused()
    {
        using var owner = await _site.Server.VisitAsAsync("phished@lab.example");
        await _site.Server.AddAsync("other-owner@lab.example");
        await AddAsync(owner, _key.Make(await OfferAsync(owner)));
        _key.SaidOrigin = "https://evil.example";
        await RefusedAsync();
        _key.SaidOrigin = null;
        var self = _key.Owner;
        _key.Owner = (await _site.Server.IdOfAsync("other-owner@lab.example")).Value;
        await RefusedAsync();
        _key.Owner = self;
        await AcceptedAsync();
        _key.Count = 1;
        await RefusedAsync();
    }

    [Fact]
    public async Task What_one_account_was_offered_is_not_added_to_another()
    {
        using var browser = await _site.Server.VisitAsAsync("offered@lab.example");
        var answer = _key.Make(await OfferAsync(browser));
        await _site.Server.AddAsync("taker@lab.example");
        await browser.SignInAsync("taker@lab.example");
        Assert.Contains(Refused, await AddAsync(browser, answer), StringComparison.Ordinal);
        await RefusedAsync();
    }

    [Fact]
    public async Task A_disabled_owner_stays_out_and_a_removed_key_opens_nothing()
    {
        const string Email = "disabled-key@lab.example";
        using var owner = await _site.Server.VisitAsAsync(Email);
        await AddAsync(owner, _key.Make(await OfferAsync(owner)));
        await _site.Server.ChangeAsync(Email, user => user.Disabled = true);
        await RefusedAsync("This account is disabled.");
        await _site.Server.ChangeAsync(Email, user => user.Disabled = false);
        await AcceptedAsync();
        await owner.SignInAsync(Email);
        using var removed = await owner.SubmitAsync(Page, "remove-");
        Assert.Contains("does not open your account any more", await Visitor.TextOfAsync(removed), StringComparison.Ordinal);
        await RefusedAsync();
    }

    [Fact]
    public async Task The_last_way_in_stays()
    {
        using var owner = _site.Server.Visit();
        await _site.SignInAsync(owner, SigningSite.Person("keyholder"));
        await AddAsync(owner, _key.Make(await OfferAsync(owner)));
        using var unlinked = await owner.SubmitAsync("/account/identities", "unlink-");
        Assert.Null(await EnterAsync(owner, _key.Sign(await QuestionAsync(owner))));
        using var last = await owner.SubmitAsync(Page, "remove-");
        Assert.Contains("This is your only way in.", await Visitor.TextOfAsync(last), StringComparison.Ordinal);
        await AcceptedAsync();
    }

    [Fact]
    public async Task An_old_session_is_offered_none_and_adds_none()
    {
        using var owner = await _site.Server.VisitAsAsync("old-session@lab.example");
        var forms = await owner.FormsAsync(Page);
        var answer = _key.Make(await OfferAsync(owner));
        _site.Clock.Move(TimeSpan.FromMinutes(11));
        using var offer = await AskAsync(owner, "offer", "/account");
        Assert.Equal(HttpStatusCode.Forbidden, offer.StatusCode);
        Assert.DoesNotContain(await owner.FormsAsync(Page), form => form.Hidden.GetValueOrDefault("_handler") == "passkey-new");
        using var late = await PostAsync(owner, Page, forms.Single(form => form.Hidden.GetValueOrDefault("_handler") == "passkey-new").Hidden, answer);
        await RefusedAsync();
    }

    private async Task RefusedAsync(string sentence = Refused)
    {
        using var visitor = _site.Server.Visit();
        Assert.Contains(sentence, await EnterAsync(visitor, _key.Sign(await QuestionAsync(visitor))), StringComparison.Ordinal);
        using var account = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Found, account.StatusCode);
    }

    private async Task AcceptedAsync()
    {
        using var visitor = _site.Server.Visit();
        Assert.Null(await EnterAsync(visitor, _key.Sign(await QuestionAsync(visitor))));
    }

    private static async Task<JsonElement> OfferAsync(Visitor owner)
    {
        using var answer = await AskAsync(owner, "offer", "/account");
        return await Visitor.JsonOfAsync(answer);
    }

    private static async Task<JsonElement> QuestionAsync(Visitor visitor)
    {
        using var answer = await AskAsync(visitor, "question", "/account/login");
        return await Visitor.JsonOfAsync(answer);
    }

    private static async Task<HttpResponseMessage> AskAsync(Visitor visitor, string what, string page) =>
        await visitor.SendAsync(HttpMethod.Post, $"/account/passkeys/{what}", null, ("RequestVerificationToken", await visitor.TokenAsync(page)));

    private async Task<string> AddAsync(Visitor owner, string credential)
    {
        var form = (await owner.FormsAsync(Page)).Single(form => form.Hidden.GetValueOrDefault("_handler") == "passkey-new");
        using var answer = await PostAsync(owner, Page, form.Hidden, credential);
        return await Visitor.TextOfAsync(answer);
    }

    /// <summary>Null when it signs in; else what the page says.</summary>
    private async Task<string?> EnterAsync(Visitor visitor, string credential)
    {
        var form = (await visitor.FormsAsync("/account/login")).Single(form => form.Hidden.GetValueOrDefault("_handler") == "passkey-entry");
        using var answer = await PostAsync(visitor, "/account/login", form.Hidden, credential);
        return answer.StatusCode == HttpStatusCode.Found ? null : await Visitor.TextOfAsync(answer);
    }

    /// <summary>As browsers do, which say from which site a form comes.</summary>
    private Task<HttpResponseMessage> PostAsync(Visitor visitor, string page, IReadOnlyDictionary<string, string> hidden, string credential) => visitor.SendAsync(
        HttpMethod.Post,
        page,
        new FormUrlEncodedContent(new Dictionary<string, string>(hidden) { ["Credential"] = credential, ["PasskeyName"] = "a key" }),
        ("Origin", _site.Server.Address.GetLeftPart(UriPartial.Authority)));
}
