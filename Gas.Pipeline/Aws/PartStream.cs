using System.Buffers;
using System.Security.Cryptography;

namespace Gas.Pipeline.Aws;

/// <summary>
/// Collects what is written into parts, hashed and counted on the way, and hands each full one on as soon as more comes. One part fills while the one
/// before is sent, so two buffers are all the memory there is. Closing it closes nothing: a compressor above closes what it writes to.
/// </summary>
internal sealed class PartStream(int partBytes, Func<ReadOnlyMemory<byte>, Task> send) : Stream
{
    private const int SmallestBuffer = 32 * 1024;

    /// <summary>S3 takes 10,000 parts: the parts of a very long file grow, so that they are never too many.</summary>
    private const int PartsOfOneLength = 1_000;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = [];
    private int _filled;
    private int _parts;
    private long _length;
    private Task _sending = Task.CompletedTask;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    private int PartLength => partBytes * (1 + (_parts / PartsOfOneLength));

    /// <summary>Waits for the part under way and gives what was not handed on: at most one part.</summary>
    public async Task<ReadOnlyMemory<byte>> FinishAsync(CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        return _buffer.AsMemory(0, _filled);
    }

    /// <summary>Ends the hashing.</summary>
    public byte[] Sha256() => _hash.GetHashAndReset();

    /// <summary>The draft is over; whatever is still on its way has been called off.</summary>
    public async ValueTask ReleaseAsync()
    {
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _hash.Dispose();
        Return(_buffer);
        _buffer = [];
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (_filled == PartLength)
            {
                await HandOnAsync(cancellationToken);
            }

            var piece = buffer[..Math.Min(buffer.Length, PartLength - _filled)];
            MakeRoom(_filled + piece.Length);
            piece.CopyTo(_buffer.AsMemory(_filled));
            _hash.AppendData(piece.Span);
            _filled += piece.Length;
            _length += piece.Length;
            buffer = buffer[piece.Length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>For writers that know no better: waits in place when a part is full.</summary>
    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    // What counts is the commit.
    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task HandOnAsync(CancellationToken cancellation)
    {
        // A part that failed is told here and at the commit.
        await _sending.WaitAsync(cancellation);
        _sending = SendAsync(_buffer, _filled);
        _parts++;
        (_buffer, _filled) = ([], 0);
    }

    private async Task SendAsync(byte[] part, int length)
    {
        await send(part.AsMemory(0, length));
        // Only after a success: of a broken request nobody knows whether its bytes are still being read.
        Return(part);
    }

    /// <summary>Short files take little: the buffer grows with what is written.</summary>
    private void MakeRoom(int length)
    {
        if (length <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(PartLength, Math.Max(SmallestBuffer, Math.Max(length, _filled * 2))));
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        Return(_buffer);
        _buffer = larger;
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
