using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Gas.Tests.Aws;
using Gas.Tests.Embedded;
using Gas.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Blazor.Accounts.SignIn;

/// <summary>The whole server, and the provider that it trusts under two names: <c>lab</c> makes accounts and gives rights, <c>guests</c> does neither.</summary>
public partial class SigningSite : IAsyncLifetime
{
    public const string Lab = "lab";
    public const string Guests = "guests";
    public const string Failed = "/account/login?end=Failed&with=lab";

    private GasServer? _server;
    private OpenIdStandIn? _provider;

    internal GasServer Server => _server!;

    internal OpenIdStandIn Provider => _provider!;

    internal RecordedLog Log { get; } = new();

    internal MovedClock Clock { get; } = new();

    /// <summary>Settings that say where accounts lie, and more.</summary>
    protected virtual Dictionary<string, string> Settings() => [];

    public virtual async ValueTask InitializeAsync() => await StartAsync(
        await OpenIdStandIn.StartAsync(),
        provider => new(provider.Settings(Lab).Concat(provider.Settings(Guests)))
        {
            [$"SignIn:Providers:{Lab}:Title"] = "The Lab",
            [$"SignIn:Providers:{Lab}:RolesClaim"] = "groups",
            [$"SignIn:Providers:{Lab}:AdminValues"] = "chiefs, deputies",
            [$"SignIn:Providers:{Lab}:PremiumValues"] = "payers",
            [$"SignIn:Providers:{Lab}:SignOutThere"] = "true",
            [$"SignIn:Providers:{Guests}:Registers"] = "false",
        },
        static _ => { });

    private protected Task StartAsync(OpenIdStandIn provider, Func<OpenIdStandIn, Dictionary<string, string>> settings, Action<IServiceCollection> change)
    {
        provider.Clock = Clock;
        _provider = provider;
        _server = new GasServer(new(settings(provider).Concat(Settings())), services =>
        {
            services.AddSingleton<ILoggerProvider>(Log);
            services.AddSingleton<TimeProvider>(Clock);
            change(services);
        });
        return Task.CompletedTask;
    }

    /// <summary>Somebody whom the provider knows with a verified address, in these groups.</summary>
    internal static JsonObject Person(string name, params string[] groups) => new()
    {
        ["sub"] = name,
        ["name"] = $"Person {name}",
        ["email"] = EmailOf(name),
        ["email_verified"] = true,
        ["groups"] = new JsonArray([.. groups.Select(group => JsonValue.Create(group))]),
    };

    internal static string EmailOf(string name) => $"{name}@lab.example";

    /// <summary>Goes the whole way: the button, the provider, back; where it ends.</summary>
    internal static async Task<string> SignInAsync(Visitor visitor, string provider = Lab, string page = "/account/login")
    {
        using var back = await ComeBackAsync(visitor, await GoThereAsync(visitor, provider, page));
        return Where(back);
    }

    /// <summary>The same for whom the provider says it is.</summary>
    internal Task<string> SignInAsync(Visitor visitor, JsonObject person, string provider = Lab)
    {
        Provider.Person = person;
        return SignInAsync(visitor, provider);
    }

    /// <summary>Presses the button and does what the provider does; the address to which it sends the browser back.</summary>
    internal static async Task<string> GoThereAsync(Visitor visitor, string provider = Lab, string page = "/account/login")
    {
        using var answer = await PressAsync(visitor, provider, page);
        var text = await Visitor.TextOfAsync(answer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode} {answer.Headers.Location}");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });
        using var there = await http.GetAsync(WebUtility.HtmlDecode(Refresh().Match(text).Groups[1].Value), TestContext.Current.CancellationToken);
        return there.Headers.Location!.PathAndQuery;
    }

    /// <summary>Presses the button of a page.</summary>
    internal static async Task<HttpResponseMessage> PressAsync(Visitor visitor, string provider, string page)
    {
        var form = Form().Matches(await visitor.ReadAsync(page)).Select(match => match.Value).First(text => text.Contains($"/{provider}\"", StringComparison.Ordinal));
        var fields = Hidden().Matches(form).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        return await visitor.SendAsync(HttpMethod.Post, $"/{Target().Match(form).Groups[1].Value}", new FormUrlEncodedContent(fields));
    }

    /// <summary>Follows the redirects from the provider's answer to the page on which it ends.</summary>
    internal static async Task<HttpResponseMessage> ComeBackAsync(Visitor visitor, string address)
    {
        var answer = await visitor.GetAsync(address);
        if (answer.StatusCode == HttpStatusCode.Found && Where(answer).StartsWith("/account/sign-in/done", StringComparison.Ordinal))
        {
            var done = Where(answer);
            answer.Dispose();
            answer = await visitor.GetAsync(done);
        }

        return answer;
    }

    internal static string Where(HttpResponseMessage answer) => answer.Headers.Location is not { } to ? "" : to.IsAbsoluteUri ? to.PathAndQuery : to.OriginalString;

    internal async Task<IReadOnlyList<AuditAction>> TrailAsync(string email)
    {
        var id = await Server.IdOfAsync(email);
        var (lines, _) = await Server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter(id.Value), before: null, 50, TestContext.Current.CancellationToken);
        return [.. lines.Select(line => line.Action)];
    }

    /// <summary>Why sign-ins were refused lately.</summary>
    internal async Task<IReadOnlyList<string>> RefusalsAsync()
    {
        var (lines, _) = await Server.Services.GetRequiredService<AuditList>().PageAsync(new AuditFilter(Action: AuditAction.SignInRefused), before: null, 50, TestContext.Current.CancellationToken);
        return [.. lines.Select(line => line.Detail)];
    }

    internal async Task<Plan> PlanAsync(string email) =>
        (await Server.Services.GetRequiredService<Gas.Blazor.Account.Plans.AccountPlans>().FindAsync(await Server.IdOfAsync(email), TestContext.Current.CancellationToken)).Plan;

    internal async Task<bool> IsAdminAsync(string email) =>
        await Server.Services.GetRequiredService<Gas.Blazor.Account.AccountStanding>().IsAdminAsync(await Server.IdOfAsync(email), TestContext.Current.CancellationToken);

    public virtual async ValueTask DisposeAsync()
    {
        if (_server is not null && _provider is not null)
        {
            await _server.DisposeAsync();
            await _provider.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [GeneratedRegex("<meta http-equiv=\"refresh\" content=\"0;url=([^\"]+)\"")]
    private static partial Regex Refresh();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Target();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
