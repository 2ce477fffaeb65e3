using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Gas.Pipeline.Aws.Glacier;

/// <summary>Puts a request on the wire: account <c>-</c> is the one that signs.</summary>
internal sealed class GlacierMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly GlacierMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var wanted = (GlacierRequest)input;
        var request = new DefaultRequest(input, "Amazon.Glacier") { HttpMethod = wanted.Method, ResourcePath = "/-/vaults/{vault}" };
        request.AddPathResource("{vault}", wanted.VaultName);
        for (var at = 0; at < wanted.Path.Count; at++)
        {
            request.ResourcePath += $"/{{{at}}}";
            request.AddPathResource($"{{{at}}}", wanted.Path[at]);
        }

        request.Headers["x-amz-glacier-version"] = "2012-06-01";
        foreach (var (name, value) in wanted.Headers)
        {
            request.Headers[name] = value;
        }

        foreach (var (name, value) in wanted.Query)
        {
            request.UseQueryString = true;
            request.Parameters[name] = value;
        }

        if (wanted.Body is { } body)
        {
            request.Headers["Content-Type"] = wanted.IsJson ? "application/json" : "application/octet-stream";
            request.Headers["Content-Length"] = body.Length.ToString(CultureInfo.InvariantCulture);
            request.Headers["x-amz-content-sha256"] = Convert.ToHexStringLower(SHA256.HashData(body.Span));
            request.ContentStream = Reading(body);
        }

        return request;
    }

    private static MemoryStream Reading(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var part) ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false) : new MemoryStream(body.ToArray(), writable: false);
}
