using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gas.Tests.Aws;

/// <summary>
/// The vault service (2012-06-01): headers, tree hashes, sizes and ranges of parts are checked, and jobs take their tier's time by <paramref name="clock"/>.
/// </summary>
internal sealed partial class GlacierPeer(TimeProvider clock) : AwsPeer
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _vaults = [];
    private readonly Dictionary<string, GlacierPeerArchive> _archives = [];

    protected override string Service => "glacier";

    /// <summary>The archives that are there.</summary>
    public IReadOnlyList<GlacierPeerArchive> Archives
    {
        get
        {
            lock (_lock)
            {
                return [.. _archives.Values];
            }
        }
    }

    public static async Task<GlacierPeer> StartAsync(TimeProvider clock, CancellationToken cancellation)
    {
        var peer = new GlacierPeer(clock);
        await peer.StartAsync(cancellation);
        return peer;
    }

    protected override string OperationOf(PeerRequest request) => (request.Method, PathOf(request)) switch
    {
        ("PUT", ["-", "vaults", _]) => "CreateVault",
        ("GET", ["-", "vaults", _]) => "DescribeVault",
        ("POST", ["-", "vaults", _, "archives"]) => "UploadArchive",
        ("DELETE", ["-", "vaults", _, "archives", _]) => "DeleteArchive",
        ("POST", ["-", "vaults", _, "multipart-uploads"]) => "InitiateMultipartUpload",
        ("PUT", ["-", "vaults", _, "multipart-uploads", _]) => "UploadMultipartPart",
        ("POST", ["-", "vaults", _, "multipart-uploads", _]) => "CompleteMultipartUpload",
        ("DELETE", ["-", "vaults", _, "multipart-uploads", _]) => "AbortMultipartUpload",
        ("POST", ["-", "vaults", _, "jobs"]) => "InitiateJob",
        ("GET", ["-", "vaults", _, "jobs"]) => "ListJobs",
        ("GET", ["-", "vaults", _, "jobs", _]) => "DescribeJob",
        ("GET", ["-", "vaults", _, "jobs", _, "output"]) => "GetJobOutput",
        _ => "Unknown",
    };

    protected override PeerAnswer Answer(PeerRequest request, string operation)
    {
        if (request.Header("x-amz-glacier-version") != "2012-06-01")
        {
            throw new PeerRefusalException(400, "MissingParameterValueException", "Required parameter missing: API version");
        }

        var path = PathOf(request);
        lock (_lock)
        {
            if (operation == "CreateVault")
            {
                _vaults.Add(path[2]);
                return new PeerAnswer(201);
            }

            if (!_vaults.Contains(path[2]))
            {
                throw new PeerRefusalException(404, "ResourceNotFoundException", $"Vault not found for ARN: arn:aws:glacier:us-east-1:000000000000:vaults/{path[2]}");
            }

            return operation switch
            {
                "DescribeVault" => Json(new { VaultName = path[2], VaultARN = $"arn:aws:glacier:us-east-1:000000000000:vaults/{path[2]}", NumberOfArchives = _archives.Count }),
                "UploadArchive" => Upload(request),
                "DeleteArchive" => Delete(path[4]),
                "InitiateMultipartUpload" => Begin(request),
                "UploadMultipartPart" => AddPart(request, path[4]),
                "CompleteMultipartUpload" => Complete(request, path[4]),
                "AbortMultipartUpload" => Abort(path[4]),
                "InitiateJob" => BeginJob(request),
                "ListJobs" => ListJobs(request),
                "DescribeJob" => Json(DocumentOf(JobOf(path[4]))),
                "GetJobOutput" => Output(request, JobOf(path[4])),
                _ => throw new PeerRefusalException(404, "UnknownOperationException", "There is no such operation."),
            };
        }
    }

    protected override PeerAnswer Error(int status, string code, string message) => Json(new { code, message, type = status >= 500 ? "Server" : "Client" }, status);

    private PeerAnswer Upload(PeerRequest request)
    {
        CheckBody(request);
        return Kept(request.Body, DescriptionOf(request));
    }

    private PeerAnswer Kept(byte[] content, string description)
    {
        // Like the service's: 138 letters, digits, '-' and '_'.
        var id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(102)).Replace('+', '-').Replace('/', '_') + "AA";
        _archives[id] = new GlacierPeerArchive(id, description, content, clock.GetUtcNow());
        return new PeerAnswer(201) { Headers = { ["x-amz-archive-id"] = id, ["x-amz-sha256-tree-hash"] = TreeHashOf(content) } };
    }

    private PeerAnswer Delete(string id)
    {
        _archives.Remove(id);
        return new PeerAnswer(204);
    }

    /// <summary>A body is there, is the one that was meant, and has the tree hash that it is said to have.</summary>
    private static void CheckBody(PeerRequest request)
    {
        if (request.Http.ContentLength is not > 0)
        {
            throw new PeerRefusalException(400, "InvalidParameterValueException", "Invalid Content-Length: an archive has one byte at least.");
        }

        if (request.Header("x-amz-content-sha256") is null || request.Header("x-amz-sha256-tree-hash") is not { } hash)
        {
            throw new PeerRefusalException(400, "MissingParameterValueException", "Required parameter missing: the hash or the tree hash of the body.");
        }

        if (hash != TreeHashOf(request.Body))
        {
            throw new PeerRefusalException(400, "InvalidParameterValueException", "Checksum mismatch: the body has another tree hash.");
        }
    }

    private static string DescriptionOf(PeerRequest request)
    {
        var description = request.Header("x-amz-archive-description") ?? "";
        return description.Length <= 1024 && description.All(letter => letter is >= ' ' and <= '~')
            ? description
            : throw new PeerRefusalException(400, "InvalidParameterValueException", "Invalid archive description: up to 1,024 printable ASCII characters.");
    }

    /// <summary>By recursion, which is how the definition reads.</summary>
    private static string TreeHashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(Tree(content));

    private static byte[] Tree(ReadOnlySpan<byte> content)
    {
        const int Leaf = 1 << 20;
        if (content.Length <= Leaf)
        {
            return SHA256.HashData(content);
        }

        // The left half is the largest power of two of MiB that leaves something for the right one.
        var left = Leaf;
        while (left * 2 < content.Length)
        {
            left *= 2;
        }

        return SHA256.HashData([.. Tree(content[..left]), .. Tree(content[left..])]);
    }

    private static string[] PathOf(PeerRequest request) => [.. request.RawPath.Trim('/').Split('/').Select(Uri.UnescapeDataString)];

    private static PeerAnswer Json(object document, int status = 200) =>
        new(status) { Body = JsonSerializer.SerializeToUtf8Bytes(document), ContentType = "application/json", Headers = { ["x-amzn-RequestId"] = "peer" } };

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
