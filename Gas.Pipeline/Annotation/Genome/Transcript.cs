using System.Text;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>One transcript with its exons and, where it codes, its reading frame. What goes into CSQ is held as UTF-8 as well, so that a record costs no strings.</summary>
public sealed class Transcript
{
    internal Transcript(TranscriptSource source, int contig, GeneticCode geneticCode, Exon[] exons, int codingStart, int codingEnd)
    {
        (Id, GeneId, GeneSymbol, Biotype) = (source.Id, source.GeneId, source.GeneSymbol, source.Biotype);
        (Accession, ProteinId, Strand) = (source.Accession, source.ProteinId, source.Strand);
        (Contig, GeneticCode, Exons, CodingStart, CodingEnd) = (contig, geneticCode, exons, codingStart, codingEnd);
        Start = exons.Min(exon => exon.Start);
        End = exons.Max(exon => exon.End);
        CdnaLength = exons.Sum(exon => exon.Length);
        ExonCount = exons.Max(exon => exon.Number);
        Phase = source.Phase;
        StartIncomplete = source.StartIncomplete || (IsCoding && Phase != 0);
        EndIncomplete = source.EndIncomplete;
        Symbol8 = Escaped(GeneSymbol);
        Gene8 = Escaped(GeneId);
        Id8 = Escaped(Id);
        Biotype8 = Escaped(Biotype);
        Accession8 = Escaped(Accession);
        Protein8 = Escaped(ProteinId ?? "");
    }

    /// <summary>The stable id without a version, for example <c>ENST00000368801</c>.</summary>
    public string Id { get; }

    /// <summary>The id with its version where the source gives one; HGVS names it so.</summary>
    public string Accession { get; }
    public string? ProteinId { get; }
    public string GeneId { get; }
    public string GeneSymbol { get; }
    public string Biotype { get; }

    /// <summary>Index in <see cref="ReferenceBundle.Contigs"/>.</summary>
    public int Contig { get; }

    /// <summary>1-based first base on the genome.</summary>
    public int Start { get; }

    /// <summary>1-based last base on the genome, inclusive.</summary>
    public int End { get; }
    public Strand Strand { get; }
    public GeneticCode GeneticCode { get; }

    /// <summary>In the direction of transcription.</summary>
    public IReadOnlyList<Exon> Exons { get; }

    /// <summary>Exons as the source counts them; a slippage does not add one.</summary>
    public int ExonCount { get; }

    /// <summary>Bases of the spliced transcript.</summary>
    public int CdnaLength { get; }

    /// <summary>0-based offset of the coding sequence in the spliced transcript, or -1 when the transcript does not code.</summary>
    public int CodingStart { get; }

    /// <summary>Offset after the last coding base (the stop codon is coding).</summary>
    public int CodingEnd { get; }

    /// <summary>Bases before the first whole codon (column 8 of GFF3), 0 for a complete start.</summary>
    public int Phase { get; }

    /// <summary>The start of the coding sequence was not found (FLAGS <c>cds_start_NF</c>).</summary>
    public bool StartIncomplete { get; }

    /// <summary>The end of the coding sequence was not found (FLAGS <c>cds_end_NF</c>).</summary>
    public bool EndIncomplete { get; }

    public bool IsCoding => CodingStart >= 0;

    /// <summary>Bases to put before the coding sequence so that its first, partial codon counts as amino acid 1, as Ensembl numbers.</summary>
    public int Padding => (3 - Phase) % 3;

    /// <summary>Subject to nonsense-mediated decay.</summary>
    public bool IsDecayed => Biotype is "nonsense_mediated_decay";

    internal ReadOnlySpan<Exon> ExonSpan => (Exon[])Exons;
    internal byte[] Symbol8 { get; }
    internal byte[] Gene8 { get; }
    internal byte[] Id8 { get; }
    internal byte[] Biotype8 { get; }
    internal byte[] Accession8 { get; }
    internal byte[] Protein8 { get; }

    /// <summary>Percent-encodes what would break an INFO value or a CSQ entry.</summary>
    private static byte[] Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = character is ' ' or ',' or ';' or '=' or '|' or '%' or '\t' ? escaped.Append('%').Append(((int)character).ToString("X2", null)) : escaped.Append(character);
        }

        return Encoding.UTF8.GetBytes(escaped.ToString());
    }
}
