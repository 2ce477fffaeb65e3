using System.Buffers.Binary;
using System.IO.Hashing;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Unpacks bgzip block by block (SAM specification, section 4.1), checking each block's length and CRC, and the empty block at the end, without which the file was cut off.</summary>
internal sealed class BgzfReader(Stream input) : ForwardStream
{
    private readonly byte[] _packed = new byte[64 * 1024];
    private readonly byte[] _block = new byte[64 * 1024];
    private int _length;
    private int _at;
    private bool _sawEnd;

    /// <exception cref="InvalidDataException">A block is damaged, or the end is missing.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_at == _length)
        {
            if (!await NextBlockAsync(cancellationToken))
            {
                return 0;
            }
        }

        var length = Math.Min(buffer.Length, _length - _at);
        _block.AsSpan(_at, length).CopyTo(buffer.Span);
        _at += length;
        return length;
    }

    private async ValueTask<bool> NextBlockAsync(CancellationToken cancellation)
    {
        const int Header = 18;
        var read = await input.ReadAtLeastAsync(_packed.AsMemory(0, Header), Header, throwOnEndOfStream: false, cancellation);
        if (read == 0)
        {
            return _sawEnd ? false : throw new InvalidDataException("The end-of-file block is missing.");
        }

        if (read < Header || !FileKind.IsBgzip(_packed))
        {
            throw new InvalidDataException("A block does not begin as a bgzip block.");
        }

        var extra = BinaryPrimitives.ReadUInt16LittleEndian(_packed.AsSpan(10));
        var size = BinaryPrimitives.ReadUInt16LittleEndian(_packed.AsSpan(16)) + 1;
        var data = 12 + extra;
        if (size < data + 8 || await input.ReadAtLeastAsync(_packed.AsMemory(Header, size - Header), size - Header, throwOnEndOfStream: false, cancellation) < size - Header)
        {
            throw new InvalidDataException("A block is cut off.");
        }

        Unpack(data, size);
        return true;
    }

    private void Unpack(int data, int size)
    {
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(_packed.AsSpan(size - 8));
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_packed.AsSpan(size - 4));
        if (length > _block.Length)
        {
            throw new InvalidDataException("A block is longer than 64 KiB.");
        }

        var text = _block.AsSpan(0, (int)length);
        if (!BgzfBlock.Unpack(new ArraySegment<byte>(_packed, data, size - data - 8), text) || Crc32.HashToUInt32(text) != crc)
        {
            throw new InvalidDataException("A block's content does not match its checksum.");
        }

        (_length, _at) = (text.Length, 0);
        _sawEnd = _length == 0;
    }
}
