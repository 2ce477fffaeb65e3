using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.WebUtilities;

namespace Gas.Tests.Aws;

/// <summary>What browsers do: forms with a signed policy ("POST Object"), and the questions that they ask before (CORS).</summary>
internal sealed partial class S3Peer
{
    /// <summary>A form is signed by its policy; a browser's question is not signed.</summary>
    protected override void CheckSignature(PeerRequest request, string operation)
    {
        if (operation is not ("PostObject" or "Preflight"))
        {
            base.CheckSignature(request, operation);
        }
    }

    protected override void Accompany(PeerRequest request, PeerAnswer answer)
    {
        lock (_lock)
        {
            if (request.Header("Origin") is { } origin && IsLetIn(PlaceOf(request).Bucket, origin, request.Header("Access-Control-Request-Method") ?? request.Method))
            {
                answer.Headers["Access-Control-Allow-Origin"] = origin;
                answer.Headers["Vary"] = "Origin";
            }
        }
    }

    private PeerAnswer Preflight(PeerRequest request, string bucket)
    {
        var method = request.Header("Access-Control-Request-Method") ?? "";
        if (request.Header("Origin") is not { } origin || !IsLetIn(bucket, origin, method))
        {
            throw new PeerRefusalException(403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.");
        }

        return new PeerAnswer(200) { Headers = { ["Access-Control-Allow-Methods"] = method, ["Access-Control-Allow-Headers"] = request.Header("Access-Control-Request-Headers") ?? "" } };
    }

    private bool IsLetIn(string bucket, string origin, string method) =>
        _configurations.TryGetValue((bucket, "cors"), out var cors) && XDocument.Parse(cors).Descendants().Where(one => one.Name.LocalName == "CORSRule").Any(rule =>
            Has(rule, "AllowedOrigin", origin) && Has(rule, "AllowedMethod", method));

    private static bool Has(XElement rule, string name, string value) => rule.Elements().Any(one => one.Name.LocalName == name && one.Value == value);

    private PeerAnswer Post(PeerRequest request, string bucket, SortedDictionary<string, S3PeerObject> objects)
    {
        var (fields, file) = FormOf(request);
        CheckPolicy(fields, bucket, file.Length);
        var made = Made(fields["key"], file, fields.GetValueOrDefault("x-amz-storage-class") ?? "STANDARD");
        objects[made.Key] = made;
        return new PeerAnswer(204) { Headers = { ["ETag"] = made.ETag } };
    }

    /// <summary>The fields before the file; what comes after it is ignored, as S3 does.</summary>
    private static (Dictionary<string, string> Fields, byte[] File) FormOf(PeerRequest request)
    {
        var boundary = request.Header("Content-Type")!.Split("boundary=")[1].Trim('"');
        var reader = new MultipartReader(boundary, new MemoryStream(request.Body));
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
        {
            var name = section.GetContentDispositionHeader()!.Name.Value!.Trim('"');
            using var content = new MemoryStream();
            section.Body.CopyTo(content);
            if (name == "file")
            {
                return (fields, content.ToArray());
            }

            fields[name] = Encoding.UTF8.GetString(content.ToArray());
        }

        throw new PeerRefusalException(400, "InvalidArgument", "POST requires exactly one file upload per request.");
    }

    private void CheckPolicy(Dictionary<string, string> fields, string bucket, long length)
    {
        if (!fields.TryGetValue("policy", out var policy))
        {
            throw new PeerRefusalException(403, "AccessDenied", "Access Denied");
        }

        var credential = fields["x-amz-credential"].Split('/', 2);
        if (fields["x-amz-algorithm"] != "AWS4-HMAC-SHA256" || credential[0] != AccessKey || credential[1].Split('/') is not [_, "us-east-1", "s3", "aws4_request"]
            || AwsSignature.OfPolicy(policy, credential[1], SecretKey) != fields["x-amz-signature"])
        {
            throw new PeerRefusalException(403, "SignatureDoesNotMatch", "The signature is not the one that this policy has.");
        }

        using var document = JsonDocument.Parse(Convert.FromBase64String(policy));
        if (DateTimeOffset.Parse(document.RootElement.GetProperty("expiration").GetString()!, CultureInfo.InvariantCulture) < clock.GetUtcNow())
        {
            throw new PeerRefusalException(403, "AccessDenied", "Invalid according to Policy: Policy expired.");
        }

        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "policy", "x-amz-signature" };
        foreach (var condition in document.RootElement.GetProperty("conditions").EnumerateArray())
        {
            CheckCondition(condition, fields, bucket, length, named);
        }

        if (fields.Keys.Except(named, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } extra)
        {
            throw new PeerRefusalException(403, "AccessDenied", $"Invalid according to Policy: Extra input fields: {extra}");
        }
    }

    private static void CheckCondition(JsonElement condition, Dictionary<string, string> fields, string bucket, long length, HashSet<string> named)
    {
        var parts = condition.ValueKind == JsonValueKind.Object
            ? [.. condition.EnumerateObject().SelectMany(one => new[] { "eq", $"${one.Name}", one.Value.GetString()! })]
            : condition.EnumerateArray().Select(part => part.ToString()).ToArray();
        if (parts[0] == "content-length-range")
        {
            if (length < long.Parse(parts[1], CultureInfo.InvariantCulture))
            {
                throw new PeerRefusalException(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
            }

            if (length > long.Parse(parts[2], CultureInfo.InvariantCulture))
            {
                throw new PeerRefusalException(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
            }

            return;
        }

        var name = parts[1].TrimStart('$');
        var value = name == "bucket" ? bucket : fields.GetValueOrDefault(name) ?? "";
        named.Add(name);
        if (parts[0] switch { "eq" => value != parts[2], "starts-with" => !value.StartsWith(parts[2], StringComparison.Ordinal), _ => true })
        {
            throw new PeerRefusalException(403, "AccessDenied", $"Invalid according to Policy: Policy Condition failed: {condition}");
        }
    }
}
