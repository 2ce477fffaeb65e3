using System.Collections.Concurrent;
using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>What a worker gathers while it goes through a chunk.</summary>
/// <param name="rested">Lists of chunks that have been written; null where there are none.</param>
internal sealed class AnnotatedChunkDraft(ConcurrentBag<List<RecordPlace>>? rested = null)
{
    private readonly List<RecordPlace> _places = rested is not null && rested.TryTake(out var list) ? list : [];
    private byte[] _contig = [];

    public List<VcfFinding> Findings { get; } = [];

    public List<(ulong Allele, int Position, long Line)> Alleles { get; } = [];

    public ChunkTotals Totals { get; } = new();

    /// <summary>Part of the variant index, once all records are in it.</summary>
    public VariantGroupBytes? Variants { get; set; }

    /// <param name="end">1-based last base that the record covers.</param>
    /// <param name="textStart">Where its line begins in the output text of the chunk.</param>
    /// <param name="textEnd">Where it ends, the line end included.</param>
    public void AddPlace(in VcfRecord record, int end, int textStart, int textEnd, long line)
    {
        if (!record.Chrom.SequenceEqual(_contig))
        {
            _contig = record.Chrom.ToArray();
        }

        _places.Add(new RecordPlace(_contig, record.Position, end, textStart, textEnd, line));
    }

    /// <summary>The chunk with its packed text, which it then owns.</summary>
    public AnnotatedChunk Finish(BlockPacker blocks, long rawBytes) => Seal(default, blocks.Packed.WrittenMemory, blocks.Begins, rawBytes, blocks.Packed);

    /// <summary>What was gathered, over text that was only read.</summary>
    public AnnotatedChunk FinishUnpacked(long rawBytes) => Seal(default, default, [], rawBytes, null);

    /// <summary>The same with text that the chunk then owns.</summary>
    public AnnotatedChunk FinishUnpacked(PooledText owned, long rawBytes) => Seal(owned.WrittenMemory, default, [], rawBytes, owned);

    private AnnotatedChunk Seal(ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> packed, List<int> blocks, long rawBytes, PooledText? owned) => new(owned, rested)
    {
        Text = text,
        Packed = packed,
        Blocks = blocks,
        Places = _places,
        Findings = Findings,
        Alleles = Alleles,
        Totals = Totals,
        RawBytes = rawBytes,
        Variants = Variants,
    };
}
