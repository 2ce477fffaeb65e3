using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Gas.Pipeline.Aws;

/// <summary>
/// Reads one version of an object by range requests: it can seek, and goes on where a broken or silent connection stopped. An object that is replaced
/// meanwhile is read to its end as far as the connection lives, and never mixed with the new one.
/// </summary>
internal sealed class S3ReadStream : Stream
{
    private const int Attempts = 4;

    /// <summary>A connection that gives nothing for so long is dead.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IAmazonS3 _s3;
    private readonly string _bucket;
    private readonly string _key;
    private readonly string _etag;
    private readonly TimeProvider _time;
    private GetObjectResponse? _response;
    private long _position;

    private S3ReadStream(IAmazonS3 s3, string bucket, string key, string etag, long position, long length, GetObjectResponse? response, TimeProvider time)
    {
        (_s3, _bucket, _key, _etag, _position, Length, _response, _time) = (s3, bucket, key, etag, position, length, response, time);
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (value != _position)
            {
                Release();
                _position = value;
            }
        }
    }

    /// <summary>Null when there is no such object.</summary>
    public static async Task<S3ReadStream?> OpenAsync(IAmazonS3 s3, string bucket, string key, long offset, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            var response = await s3.GetObjectAsync(RequestOf(bucket, key, offset), cancellation).OrExplain(bucket);
            return new S3ReadStream(s3, bucket, key, response.ETag, offset, offset + response.ContentLength, response, time);
        }
        catch (AmazonS3Exception beyond) when (beyond.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            var found = await s3.GetObjectMetadataAsync(bucket, key, cancellation).OrExplain(bucket);
            return new S3ReadStream(s3, bucket, key, found.ETag, offset, found.ContentLength, null, time);
        }
        catch (AmazonS3Exception missing) when (missing.IsMissing())
        {
            return null;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // At the end the response is read once more: that is when its checksum is verified.
        if (buffer.IsEmpty || (_position >= Length && _response is null))
        {
            return 0;
        }

        for (var attempt = 1; ; attempt++)
        {
            _response ??= await ReopenAsync(cancellationToken);
            try
            {
                var read = await ReadResponseAsync(_response, buffer, cancellationToken);
                if (read == 0 && _position < Length)
                {
                    throw new EndOfStreamException($"S3's answer for {_key} ended at byte {_position} of {Length}.");
                }

                _position += read;
                return read;
            }
            catch (Exception broken) when (attempt < Attempts && !cancellationToken.IsCancellationRequested && broken is IOException or HttpRequestException or OperationCanceledException)
            {
                Release();
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>For readers that know no better: waits in place.</summary>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Release();
        base.Dispose(disposing);
    }

    private async Task<GetObjectResponse> ReopenAsync(CancellationToken cancellation)
    {
        var request = RequestOf(_bucket, _key, _position);
        request.EtagToMatch = _etag;
        try
        {
            return await _s3.GetObjectAsync(request, cancellation).OrExplain(_bucket);
        }
        catch (AmazonS3Exception changed) when (changed.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound)
        {
            throw new IOException("The file was replaced or deleted while it was read.", changed);
        }
    }

    private async Task<int> ReadResponseAsync(GetObjectResponse response, Memory<byte> buffer, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        return await response.ResponseStream.ReadAsync(buffer, either.Token);
    }

    private void Release()
    {
        _response?.Dispose();
        _response = null;
    }

    private static GetObjectRequest RequestOf(string bucket, string key, long offset) => new()
    {
        BucketName = bucket,
        Key = key,
        ByteRange = offset == 0 ? null : new ByteRange($"bytes={offset}-"),
    };
}
