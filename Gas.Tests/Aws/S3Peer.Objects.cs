using System.Globalization;
using System.IO.Hashing;
using System.Security;
using System.Security.Cryptography;

namespace Gas.Tests.Aws;

/// <summary>Single objects.</summary>
internal sealed partial class S3Peer
{
    private const int PageSize = 1000;

    private PeerAnswer Put(PeerRequest request, SortedDictionary<string, S3PeerObject> objects, string key)
    {
        var there = objects.GetValueOrDefault(key);
        if ((request.Header("If-None-Match") == "*" && there is not null) || (request.Header("If-Match") is { } version && there is not null && version != there.ETag))
        {
            throw new PeerRefusalException(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
        }

        if (request.Header("If-Match") is not null && there is null)
        {
            throw new PeerRefusalException(404, "NoSuchKey", "The specified key does not exist.");
        }

        CheckChecksums(request);
        var made = Made(key, request.Body, StorageClassOf(request));
        objects[key] = made;
        return new PeerAnswer(200) { Headers = { ["ETag"] = made.ETag } };
    }

    /// <summary>Up to 5 GB; the SHA-256 of the copy is computed when asked for.</summary>
    private PeerAnswer Copy(PeerRequest request, SortedDictionary<string, S3PeerObject> objects, string key)
    {
        var source = SourceOf(request);
        var copy = Made(key, source.Content, StorageClassOf(request));
        objects[key] = copy;
        var checksum = request.Header("x-amz-checksum-algorithm") == "SHA256" ? $"<ChecksumSHA256>{Convert.ToBase64String(SHA256.HashData(copy.Content))}</ChecksumSHA256><ChecksumType>FULL_OBJECT</ChecksumType>" : "";
        return Xml($"<CopyObjectResult><ETag>{SecurityElement.Escape(copy.ETag)}</ETag><LastModified>{Iso(copy.Changed)}</LastModified>{checksum}</CopyObjectResult>");
    }

    private PeerAnswer Get(PeerRequest request, S3PeerObject found)
    {
        if (!found.IsReadable(clock.GetUtcNow()))
        {
            throw new PeerRefusalException(403, "InvalidObjectState", "The operation is not valid for the object's storage class");
        }

        if (request.Header("If-Match") is { } version && version != found.ETag)
        {
            throw new PeerRefusalException(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
        }

        var head = Head(found).Headers;
        if (request.Query("response-content-disposition") is { } disposition)
        {
            head["Content-Disposition"] = disposition;
        }

        if (request.Header("Range") is not { } range)
        {
            return new PeerAnswer(200) { Body = found.Content, Headers = head, ContentType = "application/octet-stream" };
        }

        var ends = range["bytes=".Length..].Split('-');
        var first = long.Parse(ends[0], CultureInfo.InvariantCulture);
        var last = Math.Min(ends[1].Length == 0 ? long.MaxValue : long.Parse(ends[1], CultureInfo.InvariantCulture), found.Content.Length - 1);
        if (first > last)
        {
            throw new PeerRefusalException(416, "InvalidRange", "The requested range is not satisfiable");
        }

        head["Content-Range"] = $"bytes {first}-{last}/{found.Content.Length}";
        return new PeerAnswer(206) { Body = found.Content.AsMemory((int)first, (int)(last - first + 1)), Headers = head, ContentType = "application/octet-stream" };
    }

    private PeerAnswer Head(S3PeerObject found)
    {
        var answer = new PeerAnswer(200) { Length = found.Content.Length, Headers = { ["ETag"] = found.ETag, ["Last-Modified"] = Rfc(found.Changed), ["Accept-Ranges"] = "bytes" } };
        if (found.StorageClass != "STANDARD")
        {
            answer.Headers["x-amz-storage-class"] = found.StorageClass;
        }

        if (RestoreHeader(found) is { } restore)
        {
            answer.Headers["x-amz-restore"] = restore;
        }

        return answer;
    }

    private static PeerAnswer Delete(SortedDictionary<string, S3PeerObject> objects, string key)
    {
        objects.Remove(key);
        return new PeerAnswer(204);
    }

    private static PeerAnswer List(PeerRequest request, SortedDictionary<string, S3PeerObject> objects)
    {
        var prefix = request.Query("prefix") ?? "";
        var after = request.Query("continuation-token") ?? "";
        var page = objects.Values.Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(one.Key, after) > 0).Take(PageSize + 1).ToList();
        var more = page.Count > PageSize ? $"<IsTruncated>true</IsTruncated><NextContinuationToken>{SecurityElement.Escape(page[PageSize - 1].Key)}</NextContinuationToken>" : "<IsTruncated>false</IsTruncated>";
        var contents = string.Concat(page.Take(PageSize).Select(one =>
            $"<Contents><Key>{SecurityElement.Escape(one.Key)}</Key><LastModified>{Iso(one.Changed)}</LastModified><ETag>{SecurityElement.Escape(one.ETag)}</ETag><Size>{one.Content.Length}</Size><StorageClass>{one.StorageClass}</StorageClass></Contents>"));
        return Xml($"<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Prefix>{SecurityElement.Escape(prefix)}</Prefix><MaxKeys>{PageSize}</MaxKeys>{more}{contents}</ListBucketResult>");
    }

    /// <summary>The source of a copy, if it can be read and is the version that was meant.</summary>
    private S3PeerObject SourceOf(PeerRequest request)
    {
        var place = Uri.UnescapeDataString(request.Header("x-amz-copy-source")!).TrimStart('/').Split('/', 2);
        var source = Existing(_buckets.GetValueOrDefault(place[0]) ?? throw new PeerRefusalException(404, "NoSuchBucket", "The specified bucket does not exist"), place[1]);
        if (!source.IsReadable(clock.GetUtcNow()))
        {
            throw new PeerRefusalException(403, "ObjectNotInActiveTierError", "The source object of the COPY operation is not in the active tier");
        }

        return request.Header("x-amz-copy-source-if-match") is not { } version || version == source.ETag ? source : throw new PeerRefusalException(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }

    private S3PeerObject Made(string key, byte[] content, string storageClass, string? etag = null) =>
        new(key, content, etag ?? $"\"{Convert.ToHexStringLower(MD5.HashData(content))}\"", clock.GetUtcNow(), storageClass);

    private static string StorageClassOf(PeerRequest request) => request.Header("x-amz-storage-class") switch
    {
        null => "STANDARD",
        "STANDARD" or "GLACIER" or "GLACIER_IR" or "DEEP_ARCHIVE" => request.Header("x-amz-storage-class")!,
        _ => throw new PeerRefusalException(400, "InvalidStorageClass", "The storage class you specified is not valid"),
    };

    /// <summary>Whichever the client sent must be right.</summary>
    private static void CheckChecksums(PeerRequest request)
    {
        if (request.Header("x-amz-checksum-sha256") is { } sha256 && sha256 != Convert.ToBase64String(SHA256.HashData(request.Body)))
        {
            throw new PeerRefusalException(400, "BadDigest", "The SHA256 you specified did not match the calculated checksum.");
        }

        if (request.Header("x-amz-checksum-crc32") is { } crc32 && crc32 != Crc32Of(request.Body))
        {
            throw new PeerRefusalException(400, "BadDigest", "The CRC32 you specified did not match the calculated checksum.");
        }
    }

    private static string Crc32Of(byte[] content)
    {
        var crc = Crc32.Hash(content);
        Array.Reverse(crc);
        return Convert.ToBase64String(crc);
    }

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Rfc(DateTimeOffset time) => time.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
}
