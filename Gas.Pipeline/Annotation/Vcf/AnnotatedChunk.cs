using System.Collections.Concurrent;
using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>A chunk after its worker: packed blocks and what the ordered stage must know.</summary>
/// <param name="owned">What the text lies in.</param>
/// <param name="rested">Takes the list of places when the chunk has been written.</param>
internal sealed class AnnotatedChunk(PooledText? owned, ConcurrentBag<List<RecordPlace>>? rested) : IDisposable
{
    /// <summary>The records' lines; nothing where they are packed.</summary>
    public required ReadOnlyMemory<byte> Text { get; init; }

    public required ReadOnlyMemory<byte> Packed { get; init; }

    /// <summary>Where each block begins in <see cref="Packed"/>; each holds <see cref="BgzfBlock.TextLength"/> bytes of text, the last one fewer.</summary>
    public required List<int> Blocks { get; init; }

    public required List<RecordPlace> Places { get; init; }

    public required List<VcfFinding> Findings { get; init; }

    public required ChunkTotals Totals { get; init; }

    /// <summary>Identities of the alleles, with their lines, where duplicates are looked for.</summary>
    public required List<(ulong Allele, int Position, long Line)> Alleles { get; init; }

    public required long RawBytes { get; init; }

    /// <summary>The records' part of the variant index; null where none is written.</summary>
    public VariantGroupBytes? Variants { get; init; }

    public void Dispose()
    {
        owned?.Dispose();
        Variants?.Dispose();
        Places.Clear();
        rested?.Add(Places);
    }

    /// <summary>Virtual offset of a place in the text, once it is known where the chunk begins in the file.</summary>
    public ulong VirtualOffset(int textOffset, long fileOffset)
    {
        var block = textOffset / BgzfBlock.TextLength;
        return block < Blocks.Count
            ? ((ulong)(fileOffset + Blocks[block]) << 16) | (uint)(textOffset % BgzfBlock.TextLength)
            : (ulong)(fileOffset + Packed.Length) << 16;
    }
}
