namespace Gas.Pipeline.Annotation.Genome;

/// <summary>A run of genome that is read without a break. A ribosomal slippage cuts an exon into two such runs, which then share a number and may overlap.</summary>
/// <param name="Start">1-based first base on the genome, whatever the strand.</param>
/// <param name="End">1-based last base on the genome, inclusive.</param>
/// <param name="CdnaStart">0-based offset in the spliced transcript of the base that is read first.</param>
/// <param name="Number">1-based place among the exons in the direction of transcription.</param>
public readonly record struct Exon(int Start, int End, int CdnaStart, int Number)
{
    public int Length => End - Start + 1;
}
