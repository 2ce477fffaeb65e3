using System.Buffers;

namespace Gas.Pipeline.Variants.Exports;

/// <summary>Holds what is written to it at once, until it is passed on: for writers that do not wait, before an output that makes them.</summary>
internal sealed class DrainedStream(Stream output) : Stream
{
    private readonly ArrayBufferWriter<byte> _held = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async ValueTask DrainAsync(CancellationToken cancellation)
    {
        await output.WriteAsync(_held.WrittenMemory, cancellation);
        _held.ResetWrittenCount();
    }

    public override void Write(byte[] buffer, int offset, int count) => _held.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _held.Write(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
