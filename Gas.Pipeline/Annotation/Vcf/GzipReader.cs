using System.IO.Compression;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>
/// Unpacks gzip of one or more members. The class library takes a file that was cut off for one that has ended, so a member of our own is put behind the last one:
/// only if its text comes out at the end was everything before it whole.
/// </summary>
internal sealed class GzipReader(Stream input) : ForwardStream
{
    private static readonly byte[] Seal = "\0whole.\0"u8.ToArray();

    private readonly GZipStream _gzip = new(new SealedStream(input), CompressionMode.Decompress);
    private readonly byte[] _text = new byte[64 * 1024];
    private int _at;
    private int _length;

    /// <exception cref="InvalidDataException">The content is damaged, or its end is missing.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_length - _at <= Seal.Length)
        {
            _text.AsSpan(_at, _length - _at).CopyTo(_text);
            (_at, _length) = (0, _length - _at);
            var read = await _gzip.ReadAsync(_text.AsMemory(_length), cancellationToken);
            if (read == 0)
            {
                return _text.AsSpan(0, _length).SequenceEqual(Seal) ? 0 : throw new InvalidDataException("The file ends within its data, or something follows these.");
            }

            _length += read;
        }

        var length = Math.Min(buffer.Length, _length - _at - Seal.Length);
        _text.AsSpan(_at, length).CopyTo(buffer.Span);
        _at += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        _gzip.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The input, and the packed seal after its end.</summary>
    private sealed class SealedStream(Stream input) : ForwardStream
    {
        private readonly MemoryStream _seal = new(Pack());
        private bool _ended;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = _ended ? 0 : await input.ReadAsync(buffer, cancellationToken);
            _ended |= read == 0;
            return _ended ? await _seal.ReadAsync(buffer, cancellationToken) : read;
        }

        private static byte[] Pack()
        {
            var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            {
                gzip.Write(Seal);
            }

            return packed.ToArray();
        }
    }
}
