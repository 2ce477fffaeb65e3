using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Packs text into bgzip blocks (SAM specification, section 4.1).</summary>
internal static class BgzfBlock
{
    /// <summary>Bytes of text in a full block, as bgzip takes them: even text that cannot be packed stays below 64 KiB.</summary>
    public const int TextLength = 65_280;

    private static readonly ZLibCompressionOptions Level = new() { CompressionLevel = 4 };

    /// <summary>The empty block that ends every bgzip file.</summary>
    public static ReadOnlySpan<byte> End =>
        [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 0xFF, 6, 0, (byte)'B', (byte)'C', 2, 0, 0x1B, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Appends one block with at most <see cref="TextLength"/> bytes of text.</summary>
    public static void Append(ReadOnlySpan<byte> text, MemoryStream output)
    {
        var start = (int)output.Position;
        output.Write(End[..18]);
        using (var deflate = new DeflateStream(output, Level, leaveOpen: true))
        {
            deflate.Write(text);
        }

        if (output.Position - start + 8 > ushort.MaxValue)
        {
            // Text without any order grows when it is packed: it is stored as it is.
            output.SetLength(start + 18);
            output.Position = start + 18;
            Store(text, output);
        }

        Span<byte> tail = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Crc32.HashToUInt32(text));
        BinaryPrimitives.WriteInt32LittleEndian(tail[4..], text.Length);
        output.Write(tail);
        var size = (int)output.Position - start;
        BinaryPrimitives.WriteUInt16LittleEndian(output.GetBuffer().AsSpan(start + 16), (ushort)(size - 1));
    }

    /// <summary>One stored deflate block (RFC 1951, section 3.2.4).</summary>
    private static void Store(ReadOnlySpan<byte> text, MemoryStream output)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], (ushort)text.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)~text.Length);
        output.Write(head);
        output.Write(text);
    }
}
