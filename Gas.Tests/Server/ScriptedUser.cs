using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gas.Tests.Mail;

namespace Gas.Tests.Server;

/// <summary>A user without a browser: fills in the account forms once, then calls the API as curl would.</summary>
internal sealed partial class ScriptedUser(Uri address) : IDisposable
{
    public const string Email = "ann@lab.example";
    public const string Password = "correct horse battery staple 7";

    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    public CookieContainer Cookies => _cookies;

    /// <summary>Believes any certificate: those of tests are their own.</summary>
    public HttpClient Http => _http ??= new(new HttpClientHandler { CookieContainer = _cookies, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(2),
    };

    public void UseBasic(string email = Email) =>
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{Password}")));

    /// <summary>Makes the first account with the link that the server printed.</summary>
    public async Task SetUpAsync(ServerProcess server, CancellationToken cancellation)
    {
        using var answer = await FillInAsync(
            await server.SetupLinkAsync(cancellation),
            new() { ["Input.Email"] = Email, ["Input.Password"] = Password, ["Input.ConfirmPassword"] = Password },
            cancellation);
        answer.EnsureSuccessStatusCode();
        UseBasic();
    }

    public async Task RegisterAsync(string email, CancellationToken cancellation)
    {
        using var answer = await FillInAsync("/account/register", new() { ["Input.Email"] = email, ["Input.Password"] = Password, ["Input.ConfirmPassword"] = Password }, cancellation);
        answer.EnsureSuccessStatusCode();
        UseBasic(email);
    }

    /// <summary>Opens a page, fills in its form and sends it with all its hidden fields.</summary>
    public async Task<HttpResponseMessage> FillInAsync(string path, Dictionary<string, string> fields, CancellationToken cancellation)
    {
        var page = await Http.GetStringAsync(new Uri(path, UriKind.Relative), cancellation);
        var form = Form().Matches(page).Select(match => match.Value).First(text => fields.Keys.All(key => text.Contains($"name=\"{key}\"", StringComparison.Ordinal)));
        foreach (Match hidden in Hidden().Matches(form))
        {
            fields.TryAdd(Attribute(hidden.Value, "name"), WebUtility.HtmlDecode(Attribute(hidden.Value, "value")));
        }

        return await Http.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields), cancellation);
    }

    public async Task<Guid> UploadAsync(Stream content, string name, CancellationToken cancellation, bool strict = false)
    {
        using var body = new StreamContent(content, 256 * 1024);
        using var answer = await Http.PostAsync(new Uri($"/api/jobs?name={Uri.EscapeDataString(name)}&strict={(strict ? "true" : "false")}", UriKind.Relative), body, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid();
    }

    public async Task<string> StateAsync(Guid job, CancellationToken cancellation) =>
        (await Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/jobs/{job}", UriKind.Relative), cancellation)).GetProperty("state").GetString()!;

    /// <summary>Asks until the job is in the state.</summary>
    public async Task WaitForAsync(Guid job, string state, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Until.Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var seen = "";
        try
        {
            do
            {
                seen = await StateAsync(job, limit.Token);
            }
            while (seen != state && await ticks.WaitForNextTickAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Assert.Fail($"The job is {seen}, not {state}, after {Until.Patience}.");
        }
    }

    public Task<Stream> DownloadAsync(Guid job, string kind, CancellationToken cancellation) =>
        Http.GetStreamAsync(new Uri($"/api/jobs/{job}/download/{kind}", UriKind.Relative), cancellation);

    public void Dispose() => Http.Dispose();

    private static string Attribute(string tag, string name) => Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value;

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();
}
