using System.Net;
using System.Text.RegularExpressions;

namespace Gas.Bench.Circuits;

/// <summary>Opens pages as one user, or as nobody in particular.</summary>
internal sealed partial class Visitor(Uri address) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpMessageInvoker _connector = new(new SocketsHttpHandler());
    private HttpClient? _http;

    private HttpClient Http => _http ??= new(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = address };

    public async Task SignInAsync(string email, string password)
    {
        const string Page = "/account/login";
        var html = await Http.GetStringAsync(Page);
        var form = Form().Matches(html).Select(match => match.Value).First(text => text.Contains("name=\"Input.Email\"", StringComparison.Ordinal));
        var fields = Hidden().Matches(form).ToDictionary(input => Attribute(input.Value, "name"), input => WebUtility.HtmlDecode(Attribute(input.Value, "value")));
        (fields["Input.Email"], fields["Input.Password"]) = (email, password);
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await Http.PostAsync(Page, content);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<HeadlessPage> OpenAsync(string path, CancellationToken cancellation)
    {
        var page = new Uri(address, path);
        var html = await Http.GetStringAsync(page, cancellation);
        return await HeadlessPage.OpenAsync(page, PageMarkup.Of(html), _cookies.GetCookieHeader(address), _connector, cancellation);
    }

    public void Dispose()
    {
        _http?.Dispose();
        _connector.Dispose();
    }

    private static string Attribute(string tag, string name) => Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value;

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();
}
