using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Gas.Blazor.Account.SignIn;

/// <summary>
/// Sends the client's secret in a header where the provider does not take it in the form, in which it is sent otherwise (RFC 6749, section 2.3.1).
/// A provider that does not say takes the header (OpenID Connect Discovery 1.0, section 3). Globus is one of them.
/// </summary>
internal sealed class BasicSecret(OpenIdConnectOptions options) : DelegatingHandler(new HttpClientHandler { AllowAutoRedirect = false })
{
    private const string Secret = "client_secret";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is FormUrlEncodedContent content && options.ConfigurationManager is { } known
            && !(await known.GetConfigurationAsync(cancellationToken)).TokenEndpointAuthMethodsSupported.Contains("client_secret_post"))
        {
            var fields = (await content.ReadAsStringAsync(cancellationToken)).Split('&').Where(field => !field.StartsWith($"{Secret}=", StringComparison.Ordinal));
            request.Content = new StringContent(string.Join('&', fields), Encoding.ASCII, content.Headers.ContentType!);
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(options.ClientId!)}:{Uri.EscapeDataString(options.ClientSecret!)}")));
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
