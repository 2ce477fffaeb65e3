using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Packs text into bgzip blocks and back (SAM specification, section 4.1): with libdeflate where the machine has it, else with zlib.</summary>
internal static class BgzfBlock
{
    /// <summary>Bytes of text in a full block, as bgzip takes them: even text that cannot be packed stays below 64 KiB.</summary>
    public const int TextLength = 65_280;

    /// <summary>The most that a block takes: it gives its length, less one, as a number of 16 bits.</summary>
    public const int Length = 65_536;

    private const int HeadLength = 18;
    private const int TailLength = 8;

    private static readonly ZLibCompressionOptions ZLibLevel = new() { CompressionLevel = 4 };

    /// <summary>The empty block that ends every bgzip file.</summary>
    public static ReadOnlySpan<byte> End =>
        [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 0xFF, 6, 0, (byte)'B', (byte)'C', 2, 0, 0x1B, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>
    /// libdeflate's levels for seven blocks that follow each other. Its fastest and its fifth level in turn take less time for the same size than any level between them: level 4 packs annotated records to 1.10 and 1.11 times
    /// what bgzip makes of them in 1.23 s, these seven to 1.08 and 1.10 times in 1.03 s (200 MB, exome-like and genome-like).
    /// </summary>
    private static ReadOnlySpan<byte> LibDeflateLevels => [5, 1, 5, 1, 5, 1, 5];

    /// <summary>Appends blocks with all the text.</summary>
    public static void AppendAll(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        for (var (at, number) = (0, 0); at < text.Length; at += TextLength, number++)
        {
            Append(text[at..Math.Min(text.Length, at + TextLength)], output, number);
        }
    }

    /// <summary>Appends one block with at most <see cref="TextLength"/> bytes of text.</summary>
    public static void Append(ReadOnlySpan<byte> text, IBufferWriter<byte> output, int number = 0)
    {
        var block = output.GetSpan(Length)[..Length];
        End[..HeadLength].CopyTo(block);
        var room = block[HeadLength..^TailLength];
        var packed = LibDeflate.IsThere ? LibDeflate.Pack(text, room, LibDeflateLevels[number % LibDeflateLevels.Length]) : PackWithZLib(text, room);
        var length = HeadLength + (packed > 0 ? packed : Store(text, room)) + TailLength;
        BinaryPrimitives.WriteUInt16LittleEndian(block[16..], (ushort)(length - 1));
        BinaryPrimitives.WriteUInt32LittleEndian(block[(length - TailLength)..], Crc32.HashToUInt32(text));
        BinaryPrimitives.WriteInt32LittleEndian(block[(length - 4)..], text.Length);
        output.Advance(length);
    }

    /// <summary>Whether the packed bytes of a block hold exactly as much as <paramref name="text"/> takes.</summary>
    public static bool Unpack(ArraySegment<byte> packed, Span<byte> text) =>
        LibDeflate.IsThere ? LibDeflate.Unpack(packed, text) : UnpackWithZLib(packed, text);

    /// <summary>The packed length, or 0 where it is more than there is room for.</summary>
    internal static int PackWithZLib(ReadOnlySpan<byte> text, Span<byte> packed)
    {
        var whole = new MemoryStream(packed.Length);
        using (var deflate = new DeflateStream(whole, ZLibLevel, leaveOpen: true))
        {
            deflate.Write(text);
        }

        return whole.GetBuffer().AsSpan(0, (int)whole.Length).TryCopyTo(packed) ? (int)whole.Length : 0;
    }

    internal static bool UnpackWithZLib(ArraySegment<byte> packed, Span<byte> text)
    {
        using var deflate = new DeflateStream(new MemoryStream(packed.Array!, packed.Offset, packed.Count), CompressionMode.Decompress);
        return deflate.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) == text.Length;
    }

    /// <summary>Text without any order grows when it is packed: it is stored as it is, in one stored deflate block (RFC 1951, section 3.2.4).</summary>
    private static int Store(ReadOnlySpan<byte> text, Span<byte> packed)
    {
        packed[0] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(packed[1..], (ushort)text.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(packed[3..], (ushort)~text.Length);
        text.CopyTo(packed[5..]);
        return 5 + text.Length;
    }
}
