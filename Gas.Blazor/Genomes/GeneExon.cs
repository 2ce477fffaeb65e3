using Gas.Pipeline.Annotation.Genome;

namespace Gas.Blazor.Genomes;

/// <summary>An exon as the genome browser draws it; its coding part is drawn thicker.</summary>
/// <param name="Utr">Whether none of it codes.</param>
public sealed record GeneExon(int Start, int End, int? CdStart, int? CdEnd, bool Utr)
{
    public static GeneExon Of(Exon exon, (int Start, int End)? coding) =>
        coding is not { } known || known.End <= exon.Start - 1 || known.Start >= exon.End
            ? new GeneExon(exon.Start - 1, exon.End, null, null, coding is not null)
            : new GeneExon(exon.Start - 1, exon.End, Math.Max(known.Start, exon.Start - 1), Math.Min(known.End, exon.End), false);
}
