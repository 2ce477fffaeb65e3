using System.Buffers;
using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Writes a result in order: header, chunks, the block that ends a bgzip file, the index where the records allow one, and the variant index where one is asked for.</summary>
internal sealed class ResultWriter(Stream result, Stream index, Stream? variants = null)
{
    private readonly TabixIndex _index = new();
    private readonly VariantIndexWriter? _variants = variants is null ? null : new VariantIndexWriter(variants);
    private ReadOnlyMemory<byte> _columnLine;
    private RecordOrder? _order;
    private long _written;

    /// <summary>Records by contig, in the order in which these came.</summary>
    public IReadOnlyDictionary<string, long> Contigs => Order.Contigs;

    /// <summary>Where the records of the first contigs lie.</summary>
    public IReadOnlyList<ContigDensity> Density => Order.Density;

    /// <summary>Why there can be no index, or null.</summary>
    public string? IndexObstacle => _index.Obstacle;

    private RecordOrder Order => _order ??= new RecordOrder(_index);

    public async Task WriteHeaderAsync(IEnumerable<byte[]> lines, CancellationToken cancellation)
    {
        var text = new ArrayBufferWriter<byte>();
        foreach (var line in lines)
        {
            _columnLine = line;
            text.Write(line);
            text.Write("\n"u8);
        }

        var packed = new ArrayBufferWriter<byte>();
        BgzfBlock.AppendAll(text.WrittenSpan, packed);
        await WriteAsync(packed.WrittenMemory, cancellation);
    }

    /// <summary>Looks at the next chunk before it is written; adds what is out of order to <paramref name="findings"/>.</summary>
    public void Follow(AnnotatedChunk chunk, List<VcfFinding> findings) => Order.Add(chunk, _written, findings);

    public async Task WriteAsync(AnnotatedChunk chunk, CancellationToken cancellation)
    {
        if (_variants is not null && chunk.Variants is { } group)
        {
            await _variants.WriteAsync(group, [.. chunk.Blocks.Select((start, number) => new TextBlock(_written + start, number * BgzfBlock.TextLength))], cancellation);
        }

        await WriteAsync(chunk.Packed, cancellation);
    }

    /// <param name="layout">How the records tell consequences, for the variant index; null where they do not.</param>
    public async Task FinishAsync(ConsequenceLayout? layout, CancellationToken cancellation)
    {
        await WriteAsync(BgzfBlock.End.ToArray(), cancellation);
        if (_index.Obstacle is null)
        {
            await index.WriteAsync(_index.ToFile(), cancellation);
        }

        if (_variants is not null)
        {
            await _variants.FinishAsync(layout, _columnLine, isPacked: true, cancellation);
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> packed, CancellationToken cancellation)
    {
        await result.WriteAsync(packed, cancellation);
        _written += packed.Length;
    }
}
