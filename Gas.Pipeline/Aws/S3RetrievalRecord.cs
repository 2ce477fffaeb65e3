using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.S3;
using Amazon.S3.Model;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws;

/// <summary>
/// What was asked of S3 for one archive, as a small object beside it: S3 knows whether an object is restored, but not by which request. Written only
/// over the version that was read, so that of many who start at once one is first.
/// </summary>
internal sealed partial class S3RetrievalRecord(IAmazonS3 s3, string bucket, string archiveKey)
{
    private readonly string _key = $"{archiveKey}/retrieval.json";

    /// <summary>The retrieval that was asked for last, and the record's version; null when there was none.</summary>
    public async Task<(Retrieval Retrieval, string Version)?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            using var found = await s3.GetObjectAsync(bucket, _key, cancellation).OrExplain(bucket);
            return await JsonSerializer.DeserializeAsync(found.ResponseStream, Json.Default.Retrieval, cancellation) is { } retrieval ? (retrieval, found.ETag) : null;
        }
        catch (AmazonS3Exception missing) when (missing.IsMissing())
        {
            return null;
        }
    }

    /// <summary>False when the record is no longer the one of that version (null for none): somebody else was first.</summary>
    public async Task<bool> TryWriteAsync(Retrieval retrieval, string? version, CancellationToken cancellation)
    {
        try
        {
            await s3.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = bucket,
                    Key = _key,
                    InputStream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(retrieval, Json.Default.Retrieval)),
                    ContentType = "application/json",
                    IfMatch = version,
                    IfNoneMatch = version is null ? "*" : null,
                },
                cancellation).OrExplain(bucket);
            return true;
        }
        catch (AmazonS3Exception changed) when (changed.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict or HttpStatusCode.NotFound && changed.ErrorCode != "NoSuchBucket")
        {
            return false;
        }
    }

    public Task DeleteAsync(CancellationToken cancellation) => s3.DeleteObjectAsync(bucket, _key, cancellation).OrExplain(bucket);

    [JsonSerializable(typeof(Retrieval))]
    private sealed partial class Json : JsonSerializerContext;
}
