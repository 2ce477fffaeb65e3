using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>Somebody at a browser or with a script. Follows no redirect, so that tests see where they lead.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly CookieContainer _cookies;
    private readonly HttpClient _http;

    public Visitor(Uri address)
        : this(address, new CookieContainer())
    {
    }

    private Visitor(Uri address, CookieContainer cookies)
    {
        _cookies = cookies;
        _http = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The same browser, with the same cookies, as a balancer leads it to another instance.</summary>
    public Visitor Elsewhere(Uri address) => new(address, _cookies);

    /// <summary>The same browser as it is now, whatever cookies it gets from now on: its requests that are still on their way.</summary>
    public Visitor AsNow()
    {
        var cookies = new CookieContainer();
        cookies.Add(_cookies.GetAllCookies());
        return new Visitor(_http.BaseAddress!, cookies);
    }

    public void UseBasic(string email, string password) =>
        Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{password}")));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await TextOfAsync(answer);
    }

    public static Task<string> TextOfAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Cancellation);

    public static Task<JsonElement> JsonOfAsync(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

    /// <summary>Opens a page, fills in its form that has these fields, and sends it.</summary>
    public Task<HttpResponseMessage> FillInAsync(string path, params (string Name, string Value)[] fields) => FillInAsync(path, static () => { }, fields);

    /// <summary>The same; something happens while the form is open.</summary>
    public async Task<HttpResponseMessage> FillInAsync(string path, Action meanwhile, params (string Name, string Value)[] fields)
    {
        var page = await ReadAsync(path);
        var form = Form().Matches(page).Select(match => match.Value).FirstOrDefault(text => fields.All(field => text.Contains($"name=\"{field.Name}\"", StringComparison.Ordinal)));
        Assert.True(form is not null, $"{path} has no form with {string.Join(", ", fields.Select(field => field.Name))}:\n{page}");
        meanwhile();
        var hidden = Hidden().Matches(form).Select(match => (Attribute(match.Value, "name"), Attribute(match.Value, "value")));
        return await SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Concat(hidden).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    /// <summary>Opens a page and sends its form whose name begins so, as it stands.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string name, params (string Name, string Value)[] fields)
    {
        var form = Form().Matches(await ReadAsync(path)).Select(match => match.Value).First(text => text.Contains($"value=\"{name}", StringComparison.Ordinal));
        var hidden = Hidden().Matches(form).Select(match => (Attribute(match.Value, "name"), Attribute(match.Value, "value")));
        return await SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Concat(hidden).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    /// <summary>Forms of a page that post: where to, and their hidden fields.</summary>
    public async Task<IReadOnlyList<(string Target, IReadOnlyDictionary<string, string> Hidden)>> FormsAsync(string path) => [.. Form().Matches(await ReadAsync(path))
        .Select(match => match.Value)
        .Where(form => form.Contains("method=\"post\"", StringComparison.Ordinal))
        .Select(form => (
            Attribute(form[..form.IndexOf('>', StringComparison.Ordinal)], "action") is { Length: > 0 } action && !action.StartsWith('/') ? $"/{action}" : path,
            (IReadOnlyDictionary<string, string>)Hidden().Matches(form).ToDictionary(match => Attribute(match.Value, "name"), match => Attribute(match.Value, "value"))))];

    /// <summary>Sends a form that the page does not show, or not any more, with a token that is good for whoever is not signed in.</summary>
    public async Task<HttpResponseMessage> ForceAsync(string path, string form, params (string Name, string Value)[] fields) => await SendAsync(
        HttpMethod.Post,
        path,
        new FormUrlEncodedContent(fields.Append(("_handler", form)).Append(("__RequestVerificationToken", await TokenAsync("/account/login"))).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

    public Task<HttpResponseMessage> TrySignInAsync(string email, string password, string path = "/account/login") =>
        FillInAsync(path, ("Input.Email", email), ("Input.Password", password));

    public async Task SignInAsync(string email)
    {
        using var answer = await TrySignInAsync(email, GasServer.Password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    public Task<HttpResponseMessage> MakeAccountAsync(string path, string email, string password = GasServer.Password) =>
        FillInAsync(path, ("Input.Email", email), ("Input.Password", password), ("Input.ConfirmPassword", password));

    /// <summary>The anti-forgery token of a page: of the signed-in user's if no other is named.</summary>
    public async Task<string> TokenAsync(string path = "/account") =>
        Attribute(Hidden().Matches(await ReadAsync(path)).Select(match => match.Value).First(tag => tag.Contains("__RequestVerificationToken", StringComparison.Ordinal)), "value");

    public void Dispose() => _http.Dispose();

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();
}
