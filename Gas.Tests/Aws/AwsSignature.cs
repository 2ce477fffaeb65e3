using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gas.Tests.Aws;

/// <summary>Signature version 4, recomputed as AWS documents it ("Create a signed AWS API request"), by nothing of the SDK's.</summary>
/// <param name="Path">As it was sent.</param>
/// <param name="Query">As it was sent, without the question mark.</param>
/// <param name="Headers">Those that are signed.</param>
/// <param name="PayloadHash">Hex, or what stands in for it.</param>
/// <param name="Scope">Date, region, service and <c>aws4_request</c>.</param>
internal sealed record AwsSignature(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string PayloadHash, string Time, string Scope)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The signature in hex.</summary>
    public string By(string secret) => Sign(StringToSign(), Scope, secret);

    /// <summary>That of a form: of its policy as it is sent, in Base64 ("Calculating a signature for browser-based uploads").</summary>
    public static string OfPolicy(string policy, string scope, string secret) => Sign(policy, scope, secret);

    /// <summary>When it was signed.</summary>
    public static DateTimeOffset Parse(string time) => DateTimeOffset.ParseExact(time, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Sign(string text, string scope, string secret)
    {
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes($"AWS4{secret}"), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private string StringToSign() => string.Join('\n', Algorithm, Time, Scope, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalRequest()))));

    private string CanonicalRequest()
    {
        var headers = Headers.Select(header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(' ', header.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))))
            .OrderBy(header => header.Name, StringComparer.Ordinal).ToList();
        return string.Join('\n', Method, CanonicalPath(), CanonicalQuery(), string.Concat(headers.Select(header => $"{header.Name}:{header.Value}\n")), string.Join(';', headers.Select(header => header.Name)), PayloadHash);
    }

    /// <summary>Every service but S3 has its path encoded a second time.</summary>
    private string CanonicalPath() => Scope.Split('/')[2] == "s3" ? Path : string.Join('/', Path.Split('/').Select(Uri.EscapeDataString));

    private string CanonicalQuery() => string.Join('&', Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Name: Encode(pair[0]), Value: pair.Length == 2 ? Encode(pair[1]) : ""))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Encode(string sent) => Uri.EscapeDataString(Uri.UnescapeDataString(sent));
}
