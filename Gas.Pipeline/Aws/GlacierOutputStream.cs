using Gas.Pipeline.Aws.Glacier;

namespace Gas.Pipeline.Aws;

/// <summary>Reads a retrieval's output range by range. Each range is verified by its tree hash before a byte of it is given, and asked for again if it broke off.</summary>
internal sealed class GlacierOutputStream(IGlacierClient glacier, string vault, GlacierJob job) : Stream
{
    private const int RangeBytes = 8 << 20;
    private const int Attempts = 4;

    private readonly long _length = job.ArchiveSizeInBytes ?? throw new AmazonGlacierException("Glacier does not say how long the archive is.");
    private readonly List<byte[]> _digests = [];
    private byte[] _range = [];
    private int _filled;
    private int _given;
    private long _offset;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => _length;

    public override long Position
    {
        get => _offset - _filled + _given;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_given == _filled)
        {
            if (_offset == _length || buffer.IsEmpty)
            {
                return 0;
            }

            await FillAsync(cancellationToken);
        }

        var read = Math.Min(buffer.Length, _filled - _given);
        _range.AsMemory(_given, read).CopyTo(buffer);
        _given += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>For readers that know no better: waits in place.</summary>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task FillAsync(CancellationToken cancellation)
    {
        var length = (int)Math.Min(RangeBytes, _length - _offset);
        if (_range.Length < length)
        {
            _range = new byte[length];
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _digests.Add(await ReadRangeAsync(_range.AsMemory(0, length), cancellation));
                break;
            }
            catch (Exception broken) when (attempt < Attempts && !cancellation.IsCancellationRequested && broken is IOException or HttpRequestException)
            {
                // Asked for again at once: the client has waited already where the service asked it to.
            }
        }

        _offset += length;
        (_filled, _given) = (length, 0);
        if (_offset == _length && job.SHA256TreeHash is { } whole && Convert.ToHexStringLower(TreeHash.Combine(_digests)) != whole)
        {
            throw new InvalidDataException("The archive has another tree hash than Glacier says.");
        }
    }

    private async Task<byte[]> ReadRangeAsync(Memory<byte> range, CancellationToken cancellation)
    {
        await using var output = await glacier.GetJobOutputAsync(vault, job.JobId, _offset, range.Length, cancellation);
        await output.Body.ReadExactlyAsync(range, cancellation);
        var digest = TreeHash.Of(range.Span);
        return output.Checksum is null || output.Checksum == Convert.ToHexStringLower(digest)
            ? digest
            : throw new IOException($"Bytes {_offset} to {_offset + range.Length - 1} came with another tree hash than they have.");
    }
}
