using System.Buffers.Binary;
using System.IO.Compression;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>
/// Deflate (RFC 1951) that knows a text beforehand, so that short texts of its kind pack well. The dictionary is compressed and flushed to a byte's edge, and
/// only what follows is kept; to unpack, the same dictionary goes before it as a stored block. Any deflate reads what any other has written.
/// </summary>
internal sealed class PrimedDeflate
{
    /// <summary>Marks a stored block that is not the last; its length and that length's complement follow.</summary>
    private const int StoredHeader = 5;

    private static readonly ZLibCompressionOptions Smallest = new() { CompressionLevel = 9 };

    private readonly byte[] _dictionary;
    private readonly byte[] _stored;

    /// <param name="dictionary">At most 32 KiB, what is most likely last. It must never change as long as anything packed with it is kept.</param>
    public PrimedDeflate(byte[] dictionary)
    {
        _dictionary = dictionary;
        _stored = new byte[StoredHeader + dictionary.Length];
        var length = checked((ushort)dictionary.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(_stored.AsSpan(1), length);
        BinaryPrimitives.WriteUInt16LittleEndian(_stored.AsSpan(3), (ushort)~length);
        dictionary.CopyTo(_stored, StoredHeader);
    }

    public byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        int begin;
        using (var deflate = new DeflateStream(packed, Smallest, leaveOpen: true))
        {
            deflate.Write(_dictionary);
            deflate.Flush();
            begin = (int)packed.Length;
            deflate.Write(content);
        }

        return packed.ToArray()[begin..];
    }

    /// <exception cref="InvalidDataException">What is given was not packed like this.</exception>
    public byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        using var whole = new MemoryStream([.. _stored, .. packed]);
        using var inflate = new DeflateStream(whole, CompressionMode.Decompress);
        using var content = new MemoryStream();
        inflate.CopyTo(content);
        return content.Length >= _dictionary.Length ? content.ToArray()[_dictionary.Length..] : throw new InvalidDataException("A packed text ends before it begins.");
    }
}
