using System.IO.Hashing;
using System.Text;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Annotation.Vcf.Counts;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Annotates chunks, one after the other. One instance a thread.</summary>
/// <param name="caller">Null leaves the records as they are, for a tool that annotates them.</param>
/// <param name="variants">Takes what the variant index keeps of them; null where none is written.</param>
internal sealed class ChunkAnnotator(VcfHeader header, ReferenceBundle reference, AnnotationOptions options, ConsequenceCaller? caller, ChunkBuffers buffers, VariantGroupBuilder? variants = null)
{
    private readonly HaplotypeFinder? _haplotypeFinder = caller is not null && options.Phasing != Phasing.None ? new(reference, header, options.Phasing) : null;
    private readonly RecordRules _rules = new(header);
    private readonly RecordCounter _counter = new(header);
    private byte[] _contigName = [];
    private int _contig = -1;
    private HaplotypeCalls? _haplotypes;

    public AnnotatedChunk Annotate(TextChunk chunk)
    {
        using var text = new PooledText(buffers.Texts, 2 * BgzfBlock.Length);
        var blocks = new BlockPacker(text, new PooledText(buffers.Packed, 2 * BgzfBlock.Length));
        var work = Read(chunk, text, blocks);
        blocks.Finish();
        work.Variants = variants?.Finish();
        return work.Finish(blocks, chunk.RawBytes);
    }

    /// <summary>The same without packing the text.</summary>
    public AnnotatedChunk Pass(TextChunk chunk)
    {
        var text = new PooledText(buffers.Texts, chunk.Length + 1);
        return Read(chunk, text, null).FinishUnpacked(text, chunk.RawBytes);
    }

    private AnnotatedChunkDraft Read(TextChunk chunk, PooledText text, BlockPacker? blocks)
    {
        using var owned = chunk;
        var work = new AnnotatedChunkDraft(buffers.Places);
        var line = chunk.FirstLine;
        _haplotypes = _haplotypeFinder?.Find(chunk.Text, line);
        for (var rest = chunk.Text; !rest.IsEmpty; line++)
        {
            var end = rest.IndexOf((byte)'\n');
            var record = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            record = record is [.., (byte)'\r'] ? record[..^1] : record;
            if (record.IsEmpty)
            {
                work.Findings.Add(new VcfFinding(line, "record", "The line is empty.", !rest.IsEmpty));
            }
            else
            {
                Annotate(record, line, work, text, blocks);
            }
        }

        if (caller is not null)
        {
            work.Totals.Known.TakeFrom(caller.Known);
        }

        return work;
    }

    private void Annotate(ReadOnlySpan<byte> line, long number, AnnotatedChunkDraft work, PooledText text, BlockPacker? blocks)
    {
        work.Totals.Records++;
        if (!VcfRecord.TryParse(line, out var record, out var fault))
        {
            work.Findings.Add(new VcfFinding(number, fault.Field, fault.Message, true));
            work.Totals.Skipped++;
            return;
        }

        if (options.Strict)
        {
            _rules.Check(record, number, work.Findings);
            AddAlleles(record, number, work);
        }

        _counter.Count(record, work.Totals.Said);
        var end = EndOf(record);
        var called = Call(record, end, work.Totals, number, work.Findings);
        var start = blocks?.TextLength ?? text.WrittenCount;
        Write(record, called, text);
        variants?.Add(record, called, end, start);
        work.AddPlace(record, end, start, blocks?.TextLength ?? text.WrittenCount, number);
        blocks?.PackFull();
    }

    /// <summary>Counts the record, and tells its entries; null where it has none.</summary>
    private CsqWriter? Call(in VcfRecord record, int end, ChunkTotals totals, long line, List<VcfFinding> findings)
    {
        totals.CountAlleles(record);
        if (!record.Chrom.SequenceEqual(_contigName))
        {
            _contigName = record.Chrom.ToArray();
            _contig = reference.FindContig(_contigName);
        }

        if (_contig < 0)
        {
            return null;
        }

        totals.Compared++;
        if (FindMismatch(record) is { } mismatch)
        {
            totals.Mismatches++;
            var finding = new VcfFinding(line, "REF", mismatch, false);
            totals.FirstMismatch ??= finding;
            findings.Add(finding);
            return null;
        }

        var called = caller?.Call(_contig, record.Position, record.Reference, record.Alternates, end, _haplotypes, line);
        if (called is not null)
        {
            var first = called.Entries[0];
            totals.CountConsequence(first.Term, first.Transcript?.GeneSymbol);
        }

        return called;
    }

    /// <summary>What the reference has instead of REF, in a sentence; null where they agree.</summary>
    private string? FindMismatch(in VcfRecord record)
    {
        var contig = reference.Contigs[_contig];
        if (record.Position - 1L + record.Reference.Length > contig.Length)
        {
            return $"The allele ends after {contig.Name}, which has {contig.Length:N0} bases; the record is kept without consequences.";
        }

        // Position 0 is the telomere, and callers of large changes write N where the base does not matter.
        var silent = record.Position == 0 || (record.Reference is [(byte)'N'] && !AlternateAllele.IsBases(record.Alternates));
        var expected = reference.Sequence(_contig, record.Position, record.Reference.Length);
        return !reference.HasSequence || silent || Ascii.EqualsIgnoreCase(expected, record.Reference)
            ? null
            : $"{Shorten(record.Reference)} is not what {reference.Name} has at {record.Position}, which is {Shorten(expected)}; the record is kept without consequences.";
    }

    private static string Shorten(ReadOnlySpan<byte> bases) => bases.Length > 20 ? Encoding.ASCII.GetString(bases[..20]) + "…" : Encoding.ASCII.GetString(bases);

    /// <summary>The line as it was, with CSQ at the end of INFO.</summary>
    private static void Write(in VcfRecord record, CsqWriter? called, PooledText text)
    {
        var info = record.Info;
        var line = record.Line;
        if (called is null && !InfoColumn.HasCsq(info))
        {
            text.Write(line);
        }
        else
        {
            text.Write(line[..record.InfoStart]);
            var kept = InfoColumn.WriteWithoutCsq(info, text);
            if (called is not null)
            {
                text.Write(kept ? ";CSQ="u8 : "CSQ="u8);
                called.Flush(text);
            }
            else if (!kept)
            {
                text.Write("."u8);
            }

            text.Write(line[(record.InfoStart + info.Length)..]);
        }

        text.Write("\n"u8);
    }

    /// <summary>Identity of each allele after trimming what it shares with REF, so that one variant written in two ways is found (VCF 4.1, section 1.6.1).</summary>
    internal static void AddAlleles(in VcfRecord record, long line, AnnotatedChunkDraft work)
    {
        foreach (var part in record.Alternates.Split((byte)','))
        {
            var alternate = record.Alternates[part];
            if (!AlternateAllele.IsBases(alternate))
            {
                continue;
            }

            var reference = record.Reference;
            var suffix = Math.Min(reference.Length, alternate.Length) - 1;
            var shared = 0;
            while (shared < suffix && reference[^(shared + 1)] == alternate[^(shared + 1)])
            {
                shared++;
            }

            reference = reference[..^shared];
            alternate = alternate[..^shared];
            var position = record.Position;
            while (reference.Length > 1 && alternate.Length > 1 && reference[0] == alternate[0])
            {
                reference = reference[1..];
                alternate = alternate[1..];
                position++;
            }

            var hash = new XxHash64(position);
            hash.Append(record.Chrom);
            hash.Append("\t"u8);
            hash.Append(reference);
            hash.Append("\t"u8);
            hash.Append(alternate);
            work.Alleles.Add((hash.GetCurrentHashAsUInt64(), position, line));
        }
    }

    /// <summary>The last base that a record covers, by its REF or as it says itself.</summary>
    internal static int EndOf(in VcfRecord record)
    {
        var end = record.Position + record.Reference.Length - 1L;
        if (InfoColumn.FindEnd(record.Info) is { } stated && stated > end)
        {
            end = stated;
        }

        return (int)Math.Min(end, int.MaxValue - 1);
    }
}
