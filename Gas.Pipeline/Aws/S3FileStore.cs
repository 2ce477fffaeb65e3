using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Aws;

/// <summary>
/// Files in two buckets: inputs and everything else, each under its own key. An object appears whole or not at all, which is S3's own promise; encryption
/// is the bucket's default.
/// </summary>
public sealed partial class S3FileStore(IAmazonS3 s3, AwsNames names, IOptions<AwsOptions> options, TimeProvider time, ILogger<S3FileStore> logger) : IFileStore
{
    public Task<FileDraft> CreateAsync(string key, CancellationToken cancellation)
    {
        var bucket = BucketOf(key);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult<FileDraft>(new S3FileDraft(new S3Upload(s3, bucket, key, logger), options.Value.PartBytes));
    }

    public async Task<Stream?> OpenAsync(string key, long offset, CancellationToken cancellation)
    {
        var bucket = BucketOf(key);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return await S3ReadStream.OpenAsync(s3, bucket, key, offset, time, cancellation);
    }

    public async Task<long?> LengthAsync(string key, CancellationToken cancellation)
    {
        var bucket = BucketOf(key);
        try
        {
            return (await s3.GetObjectMetadataAsync(bucket, key, cancellation).OrExplain(bucket)).ContentLength;
        }
        catch (AmazonS3Exception missing) when (missing.IsMissing())
        {
            return null;
        }
    }

    public async Task<Uri?> ShareAsync(string key, string fileName, TimeSpan lifetime, CancellationToken cancellation)
    {
        if (!options.Value.DirectTransfers || await LengthAsync(key, cancellation) is null)
        {
            return null;
        }

        return new Uri(await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = BucketOf(key),
            Key = key,
            Verb = HttpVerb.GET,
            Protocol = s3.Config.ServiceURL?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true ? Protocol.HTTP : Protocol.HTTPS,
            Expires = time.GetUtcNow().UtcDateTime + lifetime,
            ResponseHeaderOverrides = new ResponseHeaderOverrides { ContentDisposition = Attachment(fileName), CacheControl = "private, no-cache" },
        }));
    }

    public async Task DeleteAsync(string key, CancellationToken cancellation)
    {
        var bucket = BucketOf(key);
        await s3.DeleteObjectAsync(bucket, key, cancellation).OrExplain(bucket);
    }

    public async IAsyncEnumerable<FileEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        FileKey.CheckPrefix(prefix);
        foreach (var bucket in new[] { names.InputsBucket, names.ResultsBucket }.Distinct())
        {
            await foreach (var found in s3.ListAsync(bucket, prefix, cancellation))
            {
                if (names.BucketOf(found.Key) == bucket && !IsArchive(found.Key))
                {
                    yield return new FileEntry(found.Key, found.Size ?? 0, Utc(found.LastModified));
                }
            }
        }
    }

    private string BucketOf(string key)
    {
        FileKey.Check(key);
        return IsArchive(key) ? throw new ArgumentException("Among the archives lies no file.", nameof(key)) : names.BucketOf(key);
    }

    private DateTimeOffset Utc(DateTime? changed) => changed is { } known ? new DateTimeOffset(known.ToUniversalTime()) : time.GetUtcNow();

    private static bool IsArchive(string key) => key.StartsWith(AwsNames.Archives, StringComparison.Ordinal);

    /// <summary>RFC 6266: the name as it is for browsers, and one of plain letters for those that know no better.</summary>
    private static string Attachment(string fileName)
    {
        var plain = string.Concat(fileName.Select(letter => letter is >= ' ' and <= '~' and not ('"' or '\\' or '%') ? letter : '_'));
        return new ContentDispositionHeaderValue("attachment") { FileName = $"\"{plain}\"", FileNameStar = fileName }.ToString();
    }
}
