using System.IO.Compression;

namespace Gas.Pipeline.Embedded;

/// <summary>Unpacks an archive's file. Bytes that cannot be unpacked are told as the fault of the data that they are.</summary>
internal sealed class UnpackingStream(Stream file) : Stream
{
    private readonly BrotliStream _unpacked = new(file, CompressionMode.Decompress);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The file is spoilt.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _unpacked.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException("The archive's file cannot be unpacked.", exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return _unpacked.Read(buffer, offset, count);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException("The archive's file cannot be unpacked.", exception);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _unpacked.DisposeAsync();
        await base.DisposeAsync();
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }
}
