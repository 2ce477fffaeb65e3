using System.Collections.Concurrent;
using System.Text;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.External;

/// <summary>Counts the records of a tool's output, and their consequences where the tool's field is known.</summary>
internal sealed class ToolTally(string? field)
{
    private readonly ConcurrentBag<byte[]> _texts = [];
    private readonly ConcurrentBag<byte[]> _packed = [];
    private readonly byte[] _key = Encoding.UTF8.GetBytes($"{field}=");

    /// <summary>Places of consequence and gene among the parts of an entry; none for a field that is not known.</summary>
    private readonly (int Consequence, int Gene)? _parts = field switch
    {
        "BCSQ" => (0, 1),
        "ANN" or "CSQ" => (1, 3),
        _ => null,
    };

    /// <param name="variants">Takes what the variant index keeps of the records; null where none is written.</param>
    /// <exception cref="VcfException">A line is no record.</exception>
    public AnnotatedChunk Count(TextChunk chunk, VariantGroupBuilder? variants)
    {
        using var read = chunk;
        var work = new AnnotatedChunkDraft();
        using var owned = new PooledText(_texts, chunk.Length + 1);
        owned.Write(chunk.Text);
        if (chunk.Text is not [.., (byte)'\n'])
        {
            owned.Write("\n"u8);
        }

        var text = owned.WrittenMemory.Span;
        var line = chunk.FirstLine;
        for (var at = 0; at < text.Length; line++)
        {
            var end = at + text[at..].IndexOf((byte)'\n');
            if (!VcfRecord.TryParse(text[at..end], out var record, out var fault))
            {
                throw new VcfException($"Line {line}, {fault.Field}: {fault.Message}", line, fault.Field);
            }

            work.Totals.Records++;
            Count(record.Info, work.Totals);
            var last = ChunkAnnotator.EndOf(record);
            variants?.Add(record, field is null ? default : InfoColumn.Find(record.Info, _key), last, at);
            work.AddPlace(record, last, at, end + 1, line);
            at = end + 1;
        }

        work.Variants = variants?.Finish();
        var blocks = new BlockPacker(owned, new PooledText(_packed, BgzfBlock.Length));
        blocks.Finish();
        return work.Finish(blocks, chunk.RawBytes);
    }

    /// <summary>The first entry that says something of its own: tools write the most severe one first.</summary>
    private void Count(ReadOnlySpan<byte> info, ChunkTotals totals)
    {
        if (_parts is not { } parts || InfoColumn.Find(info, _key) is not { IsEmpty: false } value)
        {
            return;
        }

        foreach (var range in value.Split((byte)','))
        {
            var entry = value[range];
            if (entry is [(byte)'@', ..])
            {
                continue;
            }

            var terms = Part(entry, parts.Consequence).TrimStart((byte)'*');
            var first = Encoding.UTF8.GetString(terms.IndexOf((byte)'&') is >= 0 and var and ? terms[..and] : terms);
            var gene = Part(entry, parts.Gene) is { IsEmpty: false } symbol ? Encoding.UTF8.GetString(symbol) : null;
            if (SequenceOntology.Find(first) is { } term)
            {
                totals.CountConsequence(term, gene);
                return;
            }

            ChunkTotals.Count(totals.OtherConsequences, first);
            if (gene is not null)
            {
                totals.CountGene(gene, 1, null);
            }

            return;
        }
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> entry, int index)
    {
        foreach (var range in entry.Split((byte)'|'))
        {
            if (index-- == 0)
            {
                return entry[range];
            }
        }

        return default;
    }
}
