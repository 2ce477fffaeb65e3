using Gas.Pipeline.Annotation.Genome;

namespace Gas.Blazor.Genomes;

/// <summary>A transcript as the genome browser draws it: places count from 0, ends are exclusive.</summary>
/// <param name="CdStart">First coding base on the genome; null for a transcript that does not code.</param>
public sealed record GeneFeature(string Chr, int Start, int End, string Name, string Id, string Biotype, string Strand, int? CdStart, int? CdEnd, IReadOnlyList<GeneExon> Exons)
{
    public static GeneFeature Of(Transcript transcript, string contig)
    {
        var coding = transcript.IsCoding ? Coding(transcript) : default((int Start, int End)?);
        return new GeneFeature(
            contig,
            transcript.Start - 1,
            transcript.End,
            transcript.GeneSymbol,
            transcript.Accession,
            transcript.Biotype,
            transcript.Strand == Gas.Pipeline.Annotation.Genome.Strand.Forward ? "+" : "-",
            coding?.Start,
            coding?.End,
            [.. transcript.Exons.OrderBy(exon => exon.Start).Select(exon => GeneExon.Of(exon, coding))]);
    }

    /// <summary>The coding part's outermost bases on the genome.</summary>
    private static (int Start, int End) Coding(Transcript transcript)
    {
        var (start, end) = (int.MaxValue, 0);
        foreach (var exon in transcript.Exons)
        {
            var (from, to) = (Math.Max(transcript.CodingStart, exon.CdnaStart) - exon.CdnaStart, Math.Min(transcript.CodingEnd, exon.CdnaStart + exon.Length) - exon.CdnaStart);
            if (from < to)
            {
                var isForward = transcript.Strand == Gas.Pipeline.Annotation.Genome.Strand.Forward;
                start = Math.Min(start, isForward ? exon.Start - 1 + from : exon.End - to);
                end = Math.Max(end, isForward ? exon.Start - 1 + to : exon.End - from);
            }
        }

        return (start, end);
    }
}
