using Gas.Pipeline.Annotation.Index;

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

    /// <summary>Packs the text, which the chunk then owns.</summary>
    public AnnotatedChunk Finish(PooledText owned, long rawBytes)
    {
        var text = owned.WrittenMemory;
        var packed = new MemoryStream((text.Length / 5) + 1024);
        var blocks = new List<int>();
        for (var at = 0; at < text.Length; at += BgzfBlock.TextLength)
        {
            blocks.Add((int)packed.Position);
            BgzfBlock.Append(text.Span[at..Math.Min(text.Length, at + BgzfBlock.TextLength)], packed);
        }

        return Seal(text, packed.GetBuffer().AsMemory(0, (int)packed.Length), blocks, rawBytes, owned);
    }

    /// <summary>What was gathered, over text that was only read.</summary>
    public AnnotatedChunk FinishUnpacked(ReadOnlyMemory<byte> text, long rawBytes) => Seal(text, default, [], rawBytes, null);

    /// <summary>The same over text that the chunk then owns.</summary>
    public AnnotatedChunk FinishUnpacked(PooledText owned, long rawBytes) => Seal(owned.WrittenMemory, default, [], rawBytes, owned);

    private AnnotatedChunk Seal(ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> packed, List<int> blocks, long rawBytes, PooledText? owned) => new(owned)
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
