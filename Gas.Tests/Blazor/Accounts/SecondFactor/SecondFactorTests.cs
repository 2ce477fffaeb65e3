using System.Net;
using System.Text.RegularExpressions;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.People;
using Gas.Tests.Blazor.Accounts.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Blazor.Accounts.SecondFactor;

/// <summary>Codes beside the password, whichever database keeps the accounts.</summary>
public abstract partial class SecondFactorTests(GasServer server)
{
    private const string Page = "/account/security";
    private const string Step = "/account/code";
    private const string Unfit = "This code does not fit.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_the_password_a_code_is_asked_for_and_opens_the_account()
    {
        var (app, _) = await SetUpAsync("asked@lab.example");
        using var visitor = server.Visit();
        using var password = await visitor.TrySignInAsync("asked@lab.example", GasServer.Password, "/account/login?returnUrl=%2Fjobs%3Fstate%3DFailed");
        Assert.StartsWith($"{Step}?returnUrl=%2Fjobs", SigningSite.Where(password), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync("/account")).StatusCode);

        using var wrong = await visitor.FillInAsync(Step, ("Input.Code", "000000"));
        Assert.Contains(Unfit, await Visitor.TextOfAsync(wrong), StringComparison.Ordinal);
        using var right = await visitor.FillInAsync($"{Step}?returnUrl=%2Fjobs", ("Input.Code", app.Show(0)));
        Assert.Equal("/jobs", SigningSite.Where(right));
        Assert.Contains("asked@lab.example", await visitor.ReadAsync("/account"), StringComparison.Ordinal);
        var lines = (await TrailAsync("asked@lab.example")).Take(4).ToList();
        Assert.Equal([AuditAction.SignedIn, AuditAction.SignInRefused, AuditAction.SignInRefused, AuditAction.SecondFactorOn], lines.Select(line => line.Action));
        Assert.Equal(["wrong code", "right password, a code is owed"], lines[1..3].Select(line => line.Detail));
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        var (app, _) = await SetUpAsync("once@lab.example");
        Assert.Null(await EnterAsync("once@lab.example", app.Show(0)));
        Assert.Contains(Unfit, await EnterAsync("once@lab.example", app.Show(0)), StringComparison.Ordinal);
        // The one that turned it on is as spent.
        Assert.Contains(Unfit, await EnterAsync("once@lab.example", app.Show(-1)), StringComparison.Ordinal);
        Assert.Null(await EnterAsync("once@lab.example", app.Show(1)));
    }

    [Fact]
    public async Task A_recovery_code_stands_in_once_however_it_is_typed()
    {
        var (_, codes) = await SetUpAsync("phoneless@lab.example");
        Assert.Equal(10, codes.Count);
        Assert.Null(await EnterAsync("phoneless@lab.example", codes[3].ToUpperInvariant().Replace('-', ' ')));
        Assert.Contains(Unfit, await EnterAsync("phoneless@lab.example", codes[3]), StringComparison.Ordinal);
        Assert.Null(await EnterAsync("phoneless@lab.example", codes[4]));
        Assert.Contains(await TrailAsync("phoneless@lab.example"), line => line.Detail == "with a recovery code, 8 left");
    }

    [Fact]
    public async Task Of_two_who_send_one_code_at_once_one_gets_in()
    {
        const string Email = "raced@lab.example";
        var (app, codes) = await SetUpAsync(Email);
        foreach (var code in new[] { app.Show(0), codes[0], codes[1], app.Show(1) })
        {
            using var one = server.Visit();
            using var other = server.Visit();
            var forms = new List<(Visitor Who, IReadOnlyDictionary<string, string> Hidden)>();
            foreach (var visitor in new[] { one, other })
            {
                using var password = await visitor.TrySignInAsync(Email, GasServer.Password);
                forms.Add((visitor, (await visitor.FormsAsync(Step)).Single().Hidden));
            }

            var answers = await Task.WhenAll(forms.Select(form => form.Who.SendAsync(HttpMethod.Post, Step, new FormUrlEncodedContent(form.Hidden.Append(KeyValuePair.Create("Input.Code", code))))));
            Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Found);
            Assert.Contains(Unfit, await Visitor.TextOfAsync(answers.Single(answer => answer.StatusCode == HttpStatusCode.OK)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones()
    {
        const string Email = "renewing@lab.example";
        using var visitor = await server.VisitAsAsync(Email);
        var (_, old) = await SetUpAsync(visitor);
        using var made = await visitor.SubmitAsync(Page, "recovery-codes");
        var codes = CodesIn(await Visitor.TextOfAsync(made));
        Assert.Contains(Unfit, await EnterAsync(Email, old[0]), StringComparison.Ordinal);
        Assert.Null(await EnterAsync(Email, codes[0]));
    }

    [Fact]
    public async Task Neither_key_nor_codes_lie_in_the_database_as_they_are()
    {
        using var visitor = await server.VisitAsAsync("sealed@lab.example");
        using var begun = await visitor.SubmitAsync(Page, "second-begin");
        var page = await Visitor.TextOfAsync(begun);
        var key = string.Concat(Regex.Match(page, "class=\"mono key\"[^>]*>([^<]+)<").Groups[1].Value.Where(char.IsLetterOrDigit));
        using var on = await visitor.FillInAsync(Page, ("Input.Code", AuthenticatorApp.Scan(page).Show()));
        var codes = CodesIn(await Visitor.TextOfAsync(on));
        await using var scope = server.Services.CreateAsyncScope();
        var id = (await server.IdOfAsync("sealed@lab.example")).Value;
        var kept = string.Join('\n', await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().UserTokens.Where(token => token.UserId == id).Select(token => token.Value).ToListAsync(Cancellation));
        Assert.NotEmpty(kept);
        Assert.DoesNotContain(key, kept, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(codes[0], kept, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(codes[0].Replace("-", "", StringComparison.Ordinal), kept, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_browser_that_is_to_be_remembered_is_asked_once_until_the_factor_changes()
    {
        const string Email = "remembered@lab.example";
        var (app, codes) = await SetUpAsync(Email);
        using var visitor = server.Visit();
        using var first = await visitor.TrySignInAsync(Email, GasServer.Password);
        using var known = await visitor.FillInAsync(Step, ("Input.Code", app.Show(0)), ("Input.Remember", "true"));
        Assert.Equal("/", SigningSite.Where(known));
        using var again = await visitor.TrySignInAsync(Email, GasServer.Password);
        Assert.Equal("/", SigningSite.Where(again));

        using var off = await visitor.SubmitAsync(Page, "second-off");
        Assert.Contains("The second factor is off.", await Visitor.TextOfAsync(off), StringComparison.Ordinal);
        await SetUpAsync(visitor);
        using var asked = await visitor.TrySignInAsync(Email, GasServer.Password);
        Assert.StartsWith(Step, SigningSite.Where(asked), StringComparison.Ordinal);
        Assert.NotEmpty(codes);
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_as_wrong_passwords_do()
    {
        var (app, _) = await SetUpAsync("guessed@lab.example");
        using var visitor = server.Visit();
        using var password = await visitor.TrySignInAsync("guessed@lab.example", GasServer.Password);
        for (var i = 0; i < 5; i++)
        {
            (await visitor.FillInAsync(Step, ("Input.Code", "000000"))).Dispose();
        }

        using var right = await visitor.FillInAsync(Step, ("Input.Code", app.Show(0)));
        Assert.Contains("locked", await Visitor.TextOfAsync(right), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_s_password_is_refused_with_the_way_to_tokens()
    {
        await SetUpAsync("scripted@lab.example");
        using var script = await server.CallAsAsync("scripted@lab.example");
        using var answer = await script.GetAsync("/api/jobs");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("right password of a script, a code is owed", (await TrailAsync("scripted@lab.example"))[0].Detail);
        Assert.Contains("Make a personal token", (await Visitor.JsonOfAsync(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_password_the_step_is_nobody_s()
    {
        using var visitor = server.Visit();
        var page = await visitor.ReadAsync(Step);
        Assert.Contains("Start there again", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Input.Code", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_changes_the_password_meanwhile_ends_the_step()
    {
        const string Email = "overtaken@lab.example";
        using var owner = await server.VisitAsAsync(Email);
        await SetUpAsync(owner);
        using var thief = server.Visit();
        using var password = await thief.TrySignInAsync(Email, GasServer.Password);
        using var changed = await owner.FillInAsync("/account/password", ("Input.Present", GasServer.Password), ("Input.Password", "another horse 8"), ("Input.ConfirmPassword", "another horse 8"));
        Assert.Contains("Your password is changed.", await Visitor.TextOfAsync(changed), StringComparison.Ordinal);
        Assert.Contains("Start there again", await thief.ReadAsync(Step), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_takes_it_away_and_the_trail_says_so()
    {
        const string Email = "stranded@lab.example";
        var (_, codes) = await SetUpAsync(Email);
        await server.AddAsync(GasServer.Admin, admin: true);
        await using var scope = server.Services.CreateAsyncScope();
        var admin = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<GasUser>>()
            .CreateAsync((await scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>().FindByEmailAsync(GasServer.Admin))!);
        var id = await server.IdOfAsync(Email);
        Assert.Null(await server.Services.GetRequiredService<AccountAdmin>().TakeSecondFactorAwayAsync(admin, id, Cancellation));
        using var visitor = server.Visit();
        await visitor.SignInAsync(Email);
        Assert.Contains(await TrailAsync(Email), line => line.Detail == "freed of its second factor");

        // What was shown before opens nothing when it is set up anew.
        await SetUpAsync(visitor);
        Assert.Contains(Unfit, await EnterAsync(Email, codes[0]), StringComparison.Ordinal);
    }

    /// <summary>Null when it signs in; else what the page says.</summary>
    private async Task<string?> EnterAsync(string email, string code)
    {
        using var visitor = server.Visit();
        using var password = await visitor.TrySignInAsync(email, GasServer.Password);
        using var answer = await visitor.FillInAsync(Step, ("Input.Code", code));
        return answer.StatusCode == HttpStatusCode.Found ? null : await Visitor.TextOfAsync(answer);
    }

    private async Task<(AuthenticatorApp App, IReadOnlyList<string> Codes)> SetUpAsync(string email)
    {
        using var owner = await server.VisitAsAsync(email);
        return await SetUpAsync(owner);
    }

    private static async Task<(AuthenticatorApp App, IReadOnlyList<string> Codes)> SetUpAsync(Visitor owner)
    {
        using var begun = await owner.SubmitAsync(Page, "second-begin");
        var app = AuthenticatorApp.Scan(await Visitor.TextOfAsync(begun));
        using var wrong = await owner.FillInAsync(Page, ("Input.Code", "000000"));
        Assert.Contains(Unfit, await Visitor.TextOfAsync(wrong), StringComparison.Ordinal);
        using var on = await owner.FillInAsync(Page, ("Input.Code", app.Show(-1)));
        var page = await Visitor.TextOfAsync(on);
        Assert.Contains("The second factor is on.", page, StringComparison.Ordinal);
        return (app, CodesIn(page));
    }

    private async Task<IReadOnlyList<AuditEntry>> TrailAsync(string email) =>
        (await server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter((await server.IdOfAsync(email)).Value), before: null, 50, Cancellation)).Entries;

    private static IReadOnlyList<string> CodesIn(string page) => [.. RecoveryCode().Matches(page).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("<li[^>]*>([a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5})</li>")]
    private static partial Regex RecoveryCode();
}

public sealed class SecondFactorOnSqliteTests(GasServer server) : SecondFactorTests(server), IClassFixture<GasServer>;

public sealed class SecondFactorOnPostgresTests(Postgres.PostgresSite site) : SecondFactorTests(site.Server), IClassFixture<Postgres.PostgresSite>;
