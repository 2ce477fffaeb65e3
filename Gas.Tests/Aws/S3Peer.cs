using System.Security;
using System.Text;

namespace Gas.Tests.Aws;

/// <summary>
/// S3 as far as we use it: objects in ranges, parts of at least 5 MiB, checksums, conditions, server-side copies, storage classes, and restores that
/// take their time by <paramref name="clock"/>.
/// </summary>
internal sealed partial class S3Peer(TimeProvider clock) : AwsPeer
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedDictionary<string, S3PeerObject>> _buckets = [];

    protected override string Service => "s3";

    public static async Task<S3Peer> StartAsync(TimeProvider clock, CancellationToken cancellation)
    {
        var peer = new S3Peer(clock);
        await peer.StartAsync(cancellation);
        return peer;
    }

    /// <summary>An object as it is, whatever its class; null when there is none.</summary>
    public S3PeerObject? Find(string bucket, string key)
    {
        lock (_lock)
        {
            return _buckets.GetValueOrDefault(bucket)?.GetValueOrDefault(key);
        }
    }

    /// <summary>The keys that begin so.</summary>
    public IReadOnlyList<string> KeysOf(string bucket, string prefix)
    {
        lock (_lock)
        {
            return [.. _buckets[bucket].Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))];
        }
    }

    protected override string OperationOf(PeerRequest request)
    {
        var (_, key) = PlaceOf(request);
        return (request.Method, key.Length > 0) switch
        {
            ("PUT", true) when request.Asks("partNumber") => request.Header("x-amz-copy-source") is null ? "UploadPart" : "UploadPartCopy",
            ("PUT", true) => request.Header("x-amz-copy-source") is null ? "PutObject" : "CopyObject",
            ("GET", true) => "GetObject",
            ("HEAD", true) => "HeadObject",
            ("DELETE", true) => request.Asks("uploadId") ? "AbortMultipartUpload" : "DeleteObject",
            ("POST", true) when request.Asks("uploads") => "CreateMultipartUpload",
            ("POST", true) when request.Asks("uploadId") => "CompleteMultipartUpload",
            ("POST", true) when request.Asks("restore") => "RestoreObject",
            ("GET", false) when request.Query("list-type") == "2" => "ListObjectsV2",
            ("OPTIONS", _) => "Preflight",
            ("POST", false) when request.Header("Content-Type")?.StartsWith("multipart/form-data", StringComparison.Ordinal) == true => "PostObject",
            ("HEAD", false) => "HeadBucket",
            ("PUT", false) => request.RawQuery.Length == 0 ? "CreateBucket" : "PutBucketConfiguration",
            ("GET", false) => "GetBucketConfiguration",
            _ => "Unknown",
        };
    }

    protected override PeerRequest Unframed(PeerRequest request) => AwsChunked.Unframe(request);

    protected override PeerAnswer Answer(PeerRequest request, string operation)
    {
        var (bucket, key) = PlaceOf(request);
        lock (_lock)
        {
            if (operation == "CreateBucket")
            {
                _buckets.TryAdd(bucket, new(StringComparer.Ordinal));
                return new PeerAnswer(200);
            }

            var objects = _buckets.GetValueOrDefault(bucket) ?? throw new PeerRefusalException(404, "NoSuchBucket", "The specified bucket does not exist");
            return operation switch
            {
                "PutObject" => Put(request, objects, key),
                "CopyObject" => Copy(request, objects, key),
                "GetObject" => Get(request, Existing(objects, key)),
                "HeadObject" => Head(Existing(objects, key)),
                "DeleteObject" => Delete(objects, key),
                "ListObjectsV2" => List(request, objects),
                "CreateMultipartUpload" => Begin(request, bucket, key),
                "UploadPart" => AddPart(request, UploadOf(request, bucket, key)),
                "UploadPartCopy" => AddCopiedPart(request, UploadOf(request, bucket, key)),
                "CompleteMultipartUpload" => Complete(request, objects, UploadOf(request, bucket, key)),
                "AbortMultipartUpload" => Abort(request, bucket, key),
                "RestoreObject" => Restore(request, bucket, Existing(objects, key)),
                "Preflight" => Preflight(request, bucket),
                "PostObject" => Post(request, bucket, objects),
                "HeadBucket" => new PeerAnswer(200),
                "PutBucketConfiguration" => Configure(request, bucket),
                "GetBucketConfiguration" => Configuration(request, bucket),
                _ => throw new PeerRefusalException(405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
            };
        }
    }

    protected override PeerAnswer Error(int status, string code, string message) => Xml($"<Error><Code>{code}</Code><Message>{SecurityElement.Escape(message)}</Message></Error>", status);

    private static (string Bucket, string Key) PlaceOf(PeerRequest request) =>
        request.RawPath.Trim('/').Split('/', 2) is [var bucket, var key] ? (bucket, Uri.UnescapeDataString(key)) : (request.RawPath.Trim('/'), "");

    private static S3PeerObject Existing(SortedDictionary<string, S3PeerObject> objects, string key) =>
        objects.GetValueOrDefault(key) ?? throw new PeerRefusalException(404, "NoSuchKey", "The specified key does not exist.");

    private static PeerAnswer Xml(string body, int status = 200) =>
        new(status) { Body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}"), ContentType = "application/xml" };
}
