using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Gas.Blazor.Telemetry;

/// <summary>Whom <c>/metrics</c> answers: <c>Authorization: Bearer</c> and the token of the settings. To all others there is nothing at this address.</summary>
internal sealed class MetricsDoor(string token)
{
    private const string Path = "/metrics";

    private readonly byte[] _expected = Encoding.UTF8.GetBytes($"Bearer {token}");

    public bool Admits(HttpContext context) =>
        context.Request.Path == Path && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers[HeaderNames.Authorization].ToString()), _expected);
}
