using Gas.Pipeline.Annotation.Index;
using System.Collections.Concurrent;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>What a worker gathers while it goes through a chunk.</summary>
internal sealed class AnnotatedChunkDraft
{
    public List<RecordPlace> Places { get; } = [];

    public List<VcfFinding> Findings { get; } = [];

    public List<(ulong Allele, int Position, long Line)> Alleles { get; } = [];

    public ChunkTotals Totals { get; } = new();

    /// <summary>Part of the variant index, once all records are in it.</summary>
    public VariantGroupBytes? Variants { get; set; }

    /// <summary>Packs the text; the chunk then owns both.</summary>
    /// <param name="pool">Of buffers for packed text.</param>
    public AnnotatedChunk Finish(PooledText text, ConcurrentBag<byte[]> pool, long rawBytes)
    {
        var packed = new PooledText(pool, (text.WrittenCount / 6) + BgzfBlock.Length);
        var blocks = new List<int>((text.WrittenCount / BgzfBlock.TextLength) + 1);
        BgzfBlock.AppendAll(text.WrittenMemory.Span, packed, blocks);
        return Seal(text.WrittenMemory, packed.WrittenMemory, blocks, rawBytes, text, packed);
    }

    /// <summary>What was gathered, over text that was only read.</summary>
    public AnnotatedChunk FinishUnpacked(ReadOnlyMemory<byte> text, long rawBytes) => Seal(text, default, [], rawBytes);

    /// <summary>The same over text that the chunk then owns.</summary>
    public AnnotatedChunk FinishUnpacked(PooledText owned, long rawBytes) => Seal(owned.WrittenMemory, default, [], rawBytes, owned);

    private AnnotatedChunk Seal(ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> packed, List<int> blocks, long rawBytes, params PooledText[] owned) => new(owned)
    {
        Text = text,
        Packed = packed,
        Blocks = blocks,
        Places = Places,
        Findings = Findings,
        Alleles = Alleles,
        Totals = Totals,
        RawBytes = rawBytes,
        Variants = Variants,
    };
}
