using System.Buffers;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Known;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Finds the transcripts that an allele touches, or else those nearby, and has an entry written for each.</summary>
internal sealed class AlleleCaller(ReferenceBundle reference, CsqWriter writer)
{
    /// <summary>How far upstream and downstream reach, as in VEP.</summary>
    private const int Neighbourhood = 5000;

    /// <summary>What an allele's name may hold but INFO, or a field of CSQ, may not.</summary>
    private static readonly SearchValues<byte> Separators = SearchValues.Create("|;= "u8);

    private readonly List<Transcript> found = [];
    private readonly CsqWriter genomic = new();
    private readonly HgvsNucleotide hgvs = new(reference);
    private readonly KnownLookup known = new(reference);
    private readonly TranscriptConsequence onTranscript = new(reference, writer);
    private byte[] rotation = new byte[256];

    public KnownCounts Known => known.Counts;

    /// <summary>An allele whose bases are written out.</summary>
    /// <param name="haplotypes">The haplotypes of more than one change that have this allele, by transcript; null for none.</param>
    public void CallSequence(int contig, int position, ReadOnlySpan<byte> referenceAllele, ReadOnlySpan<byte> alternate, IReadOnlyDictionary<Transcript, HaplotypeContext>? haplotypes)
    {
        if (referenceAllele.SequenceEqual(alternate))
        {
            return;
        }

        var allele = TrimmedAllele.Of(position, referenceAllele, alternate);
        rotation = rotation.Length < alternate.Length ? new byte[2 * alternate.Length] : rotation;
        genomic.Begin();
        hgvs.WriteGenomic(genomic, contig, allele, rotation);
        writer.EndWith(known.OfAllele(contig, allele.Start, allele.Deleted, allele.Inserted));
        var shown = allele.Inserted.IsEmpty ? "-"u8 : allele.Inserted;

        // Bases inserted before the first or after the last base of a transcript are not in it.
        var (first, last) = allele.IsInsertion ? (allele.Start - 1, allele.Start) : (allele.Start, allele.End);
        reference.FindTranscripts(contig, first, last, found);
        var touched = false;
        foreach (var transcript in found)
        {
            if (!allele.IsInsertion || (transcript.Start < allele.Start && allele.Start <= transcript.End))
            {
                touched = true;
                onTranscript.Write(transcript, allele, genomic.Written, haplotypes?.GetValueOrDefault(transcript));
            }
        }

        if (!touched)
        {
            WriteNeighbours(contig, first, last, shown);
        }
    }

    /// <summary>A symbolic allele or a breakend, known by the bases it covers.</summary>
    /// <param name="start">1-based first base.</param>
    /// <param name="end">Last base, inclusive.</param>
    public void CallStructural(int contig, int start, int end, ReadOnlySpan<byte> alternate)
    {
        genomic.Begin();
        writer.EndWith(known.OfRange(contig, start, end));
        var kind = AlleleKinds.KindOf(alternate);
        Span<byte> shown = (alternate[0] == (byte)'<' ? alternate[1..^1] : alternate).ToArray();
        shown.ReplaceAny(Separators, (byte)'_');
        reference.FindTranscripts(contig, start, end, found);
        foreach (var transcript in found)
        {
            onTranscript.WriteStructural(transcript, start, end, shown, kind);
        }

        if (found.Count == 0)
        {
            WriteNeighbours(contig, start, end, shown);
        }
    }

    private void WriteNeighbours(int contig, int start, int end, ReadOnlySpan<byte> shown)
    {
        reference.FindTranscripts(contig, Math.Max(1, start - Neighbourhood), end + Neighbourhood, found);
        foreach (var transcript in found)
        {
            // An insertion's range is its two neighbours, one of which may be the transcript's first or last base.
            var before = transcript.Start >= end;
            var distance = Math.Max(1, before ? transcript.Start - end : start - transcript.End);
            var term = before == (transcript.Strand == Strand.Forward) ? ConsequenceTerm.Upstream : ConsequenceTerm.Downstream;
            CsqFields.WriteHead(writer, shown, term, transcript);
            writer.Skip(9);
            CsqFields.WriteTail(writer, transcript, genomic.Written);
            writer.Finish(term, transcript, distance);
        }

        if (found.Count == 0)
        {
            CsqFields.WriteHead(writer, shown, ConsequenceTerm.Intergenic, null);
            writer.Skip(11);
            writer.Append(genomic.Written);
            writer.Finish(ConsequenceTerm.Intergenic, null, 0);
        }
    }
}
