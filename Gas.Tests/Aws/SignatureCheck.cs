using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gas.Tests.Aws;

/// <summary>
/// AWS Signature Version 4, written from its description ("Create a signed AWS API request") and not from any client: what the service computes in order to
/// compare. Paths are encoded twice, as all services but S3 have it.
/// </summary>
internal static class SignatureCheck
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The signature of a request, in lower-case hex.</summary>
    /// <param name="scope">Date, region, service and <c>aws4_request</c>, with slashes between.</param>
    /// <param name="headers">The signed headers in their order, names in lower case.</param>
    public static string Sign(string secret, string scope, string time, string method, string path, string query, IReadOnlyList<(string Name, string Value)> headers, byte[] body)
    {
        var canonical = string.Join('\n',
            method,
            string.Join('/', path.Split('/').Select(Encoded)),
            string.Join('&', QueryOf(query).OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => $"{pair.Name}={pair.Value}")),
            string.Concat(headers.Select(header => $"{header.Name}:{Trimmed(header.Value)}\n")),
            string.Join(';', headers.Select(header => header.Name)),
            Hex(SHA256.HashData(body)));
        var text = string.Join('\n', Algorithm, time, scope, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), Mac);
        return Hex(Mac(key, text));
    }

    /// <summary>What is wrong with a request's signature, or null when it is right.</summary>
    public static string? Fault(string id, string secret, string service, DateTimeOffset now, string method, string path, string query, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        var authorization = headers.GetValueOrDefault("authorization") ?? "";
        var parts = authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal)
            ? authorization[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1])
            : [];
        if (!parts.TryGetValue("Credential", out var credential) || !parts.TryGetValue("SignedHeaders", out var names) || !parts.TryGetValue("Signature", out var signature))
        {
            return "The request is not signed.";
        }

        var scope = credential.Split('/', 2);
        var time = headers.GetValueOrDefault("x-amz-date") ?? "";
        if (scope[0] != id || scope[1].Split('/') is not [var date, _, var signedFor, "aws4_request"] || signedFor != service || !time.StartsWith(date, StringComparison.Ordinal))
        {
            return $"The scope {credential} is wrong.";
        }

        if (!DateTimeOffset.TryParseExact(time, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt) || (now - signedAt).Duration() > TimeSpan.FromMinutes(5))
        {
            return $"The time {time} is not now.";
        }

        var signed = names.Split(';');
        if (headers.Keys.Where(name => name.StartsWith("x-amz-", StringComparison.Ordinal)).Append("host").Append("content-type").Except(signed).FirstOrDefault(headers.ContainsKey) is { } left)
        {
            return $"The header {left} is not signed.";
        }

        if (headers.TryGetValue("x-amz-content-sha256", out var hash) && hash != Hex(SHA256.HashData(body)))
        {
            return "The body's hash is wrong.";
        }

        var expected = Sign(secret, scope[1], time, method, path, query, [.. signed.Select(name => (name, headers.GetValueOrDefault(name) ?? ""))], body);
        return signature == expected ? null : "The signature does not match.";
    }

    private static IEnumerable<(string Name, string Value)> QueryOf(string query) =>
        query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => (Recoded(pair[0]), pair.Length > 1 ? Recoded(pair[1]) : ""));

    private static string Recoded(string text) => Encoded(Uri.UnescapeDataString(text));

    /// <summary>Everything but A–Z, a–z, 0–9, '-', '.', '_' and '~', byte by byte.</summary>
    private static string Encoded(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(one => char.IsAsciiLetterOrDigit((char)one) || "-._~".Contains((char)one, StringComparison.Ordinal) ? ((char)one).ToString() : $"%{one:X2}"));

    private static string Trimmed(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
