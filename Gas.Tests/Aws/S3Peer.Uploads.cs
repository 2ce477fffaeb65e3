using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Gas.Tests.Aws;

/// <summary>Uploads in parts.</summary>
internal sealed partial class S3Peer
{
    private const int LeastPart = 5 << 20;

    private readonly Dictionary<string, Upload> _uploads = [];

    /// <summary>Uploads that were neither completed nor aborted.</summary>
    public int UnfinishedUploads
    {
        get
        {
            lock (_lock)
            {
                return _uploads.Count;
            }
        }
    }

    private PeerAnswer Begin(PeerRequest request, string bucket, string key)
    {
        var id = Guid.NewGuid().ToString("N");
        _uploads[id] = new Upload(bucket, key, StorageClassOf(request), request.Header("x-amz-checksum-algorithm"));
        return Xml($"<InitiateMultipartUploadResult><Bucket>{bucket}</Bucket><Key>{SecurityElement.Escape(key)}</Key><UploadId>{id}</UploadId></InitiateMultipartUploadResult>");
    }

    private static PeerAnswer AddPart(PeerRequest request, Upload upload)
    {
        CheckChecksums(request);
        if (upload.ChecksumAlgorithm is { } algorithm && request.Header($"x-amz-checksum-{algorithm.ToLowerInvariant()}") is null)
        {
            throw new PeerRefusalException(400, "InvalidRequest", "Checksum Type mismatch occurred: the upload was begun with one, and the part has none.");
        }

        var number = NumberOf(request);
        upload.Parts[number] = request.Body;
        return new PeerAnswer(200) { Headers = { ["ETag"] = ETagOf(request.Body), ["x-amz-checksum-crc32"] = Crc32Of(request.Body) } };
    }

    private PeerAnswer AddCopiedPart(PeerRequest request, Upload upload)
    {
        var source = SourceOf(request).Content;
        var ends = request.Header("x-amz-copy-source-range")!["bytes=".Length..].Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
        if (ends[0] > ends[1] || ends[1] >= source.Length)
        {
            throw new PeerRefusalException(400, "InvalidArgument", "Range specified is not valid for source object");
        }

        var part = source[ends[0]..(ends[1] + 1)];
        upload.Parts[NumberOf(request)] = part;
        var checksum = upload.ChecksumAlgorithm == "CRC32" ? $"<ChecksumCRC32>{Crc32Of(part)}</ChecksumCRC32>" : "";
        return Xml($"<CopyPartResult><ETag>{SecurityElement.Escape(ETagOf(part))}</ETag>{checksum}</CopyPartResult>");
    }

    private PeerAnswer Complete(PeerRequest request, SortedDictionary<string, S3PeerObject> objects, Upload upload)
    {
        var listed = XDocument.Parse(Encoding.UTF8.GetString(request.Body)).Root!.Elements().Where(part => part.Name.LocalName == "Part")
            .Select(part => part.Elements().ToDictionary(field => field.Name.LocalName, field => field.Value)).ToList();
        var numbers = listed.Select(part => int.Parse(part["PartNumber"], CultureInfo.InvariantCulture)).ToList();
        if (listed.Count == 0 || !numbers.SequenceEqual(numbers.Order()) || numbers.Any(number => !upload.Parts.ContainsKey(number)))
        {
            throw new PeerRefusalException(400, "InvalidPart", "One or more of the specified parts could not be found.");
        }

        var parts = numbers.Select(number => upload.Parts[number]).ToList();
        for (var at = 0; at < parts.Count; at++)
        {
            if (listed[at]["ETag"].Trim('"') != ETagOf(parts[at]).Trim('"') || (listed[at].TryGetValue("ChecksumCRC32", out var crc32) ? crc32 != Crc32Of(parts[at]) : upload.ChecksumAlgorithm is not null))
            {
                throw new PeerRefusalException(400, "InvalidPart", $"Part {at + 1} is not the one that was uploaded, or comes without the checksum that the upload was begun with.");
            }

            if (at < parts.Count - 1 && parts[at].Length < LeastPart)
            {
                throw new PeerRefusalException(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
            }
        }

        var etag = $"\"{Convert.ToHexStringLower(MD5.HashData([.. parts.SelectMany(MD5.HashData)]))}-{parts.Count}\"";
        objects[upload.Key] = Made(upload.Key, [.. parts.SelectMany(part => part)], upload.StorageClass, etag);
        _uploads.Remove(request.Query("uploadId")!);
        return Xml($"<CompleteMultipartUploadResult><Key>{SecurityElement.Escape(upload.Key)}</Key><ETag>{SecurityElement.Escape(etag)}</ETag></CompleteMultipartUploadResult>");
    }

    private PeerAnswer Abort(PeerRequest request, string bucket, string key)
    {
        UploadOf(request, bucket, key);
        _uploads.Remove(request.Query("uploadId")!);
        return new PeerAnswer(204);
    }

    private Upload UploadOf(PeerRequest request, string bucket, string key) =>
        _uploads.GetValueOrDefault(request.Query("uploadId")!) is { } upload && upload.Bucket == bucket && upload.Key == key
            ? upload
            : throw new PeerRefusalException(404, "NoSuchUpload", "The specified upload does not exist.");

    private static int NumberOf(PeerRequest request) => int.Parse(request.Query("partNumber")!, CultureInfo.InvariantCulture) is var number and >= 1 and <= 10_000
        ? number
        : throw new PeerRefusalException(400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");

    private static string ETagOf(byte[] part) => $"\"{Convert.ToHexStringLower(MD5.HashData(part))}\"";

    private sealed record Upload(string Bucket, string Key, string StorageClass, string? ChecksumAlgorithm)
    {
        public Dictionary<int, byte[]> Parts { get; } = [];
    }
}
