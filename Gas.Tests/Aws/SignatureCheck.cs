using System.Globalization;
using System.Security.Cryptography;

namespace Gas.Tests.Aws;

/// <summary>What a service of the Query protocol looks at before it believes a signature.</summary>
internal static class SignatureCheck
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The signature of a request, in lower-case hex.</summary>
    /// <param name="scope">Date, region, service and <c>aws4_request</c>, with slashes between.</param>
    /// <param name="headers">The signed headers, names in lower case.</param>
    public static string Sign(string secret, string scope, string time, string method, string path, string query, IReadOnlyList<(string Name, string Value)> headers, byte[] body) =>
        new AwsSignature(method, path, query, headers.ToDictionary(header => header.Name, header => header.Value), Hex(SHA256.HashData(body)), time, scope).By(secret);

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

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
