using System.Text;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>One transcript with its exons and, where it codes, its reading frame. What goes into CSQ is held as UTF-8 as well, once it was needed, so that a record costs no strings.</summary>
public sealed class Transcript
{
    private readonly Exon[] exons;
    private readonly RecodedCodon[] recoded;
    private readonly bool isForward;
    private int lastFound;

    internal Transcript(TranscriptNames names, int contig, Strand strand, GeneticCode geneticCode, Exon[] exons, int codingStart, int codingEnd, int phase, bool startIncomplete, bool endIncomplete, RecodedCodon[] recoded)
    {
        (Id, Accession, ProteinId, GeneId, GeneSymbol, Biotype) = (names.Id, names.Accession, names.ProteinId, names.GeneId, names.GeneSymbol, names.Biotype);
        (Contig, Strand, GeneticCode, this.exons, CodingStart, CodingEnd, Phase, this.recoded) = (contig, strand, geneticCode, exons, codingStart, codingEnd, phase, recoded);
        Start = int.MaxValue;
        foreach (var exon in exons)
        {
            Start = Math.Min(Start, exon.Start);
            End = Math.Max(End, exon.End);
            CdnaLength += exon.Length;
            ExonCount = Math.Max(ExonCount, exon.Number);
        }

        isForward = strand == Strand.Forward;
        IsInOrder = true;
        for (var i = 1; i < exons.Length; i++)
        {
            var (left, right) = isForward ? (exons[i - 1], exons[i]) : (exons[i], exons[i - 1]);
            IsInOrder &= left.Start <= right.Start && left.End <= right.End;
        }

        StartIncomplete = startIncomplete || (IsCoding && Phase != 0);
        EndIncomplete = endIncomplete;
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
    public IReadOnlyList<Exon> Exons => exons;

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

    /// <summary>Codons that the genetic code does not tell, by offset; nearly always empty.</summary>
    public IReadOnlyList<RecodedCodon> Recoded => recoded;

    internal ReadOnlySpan<Exon> ExonSpan => exons;

    /// <summary>Whether each exon begins and ends behind the one before, as all do but in gene models that read a stretch over and over.</summary>
    internal bool IsInOrder { get; }

    internal ReadOnlySpan<RecodedCodon> RecodedSpan => recoded;

    /// <summary>What an entry names the gene by: its symbol, or its id where it has none.</summary>
    internal byte[] Gene8 => field ??= Escaped(GeneSymbol.Length > 0 ? GeneSymbol : GeneId);

    /// <summary>SYMBOL to BIOTYPE of a CSQ entry, with the separator after them.</summary>
    internal byte[] Fields8 => field ??= [.. Escaped(GeneSymbol), (byte)'|', .. Escaped(GeneId), .. "|Transcript|"u8, .. Escaped(Id), (byte)'|', .. Escaped(Biotype), (byte)'|'];

    /// <summary>STRAND and FLAGS of a CSQ entry, with the separator after them.</summary>
    internal byte[] Tail8 => field ??= Encoding.UTF8.GetBytes($"{(int)Strand}|{(StartIncomplete ? EndIncomplete ? "cds_start_NF&cds_end_NF" : "cds_start_NF" : EndIncomplete ? "cds_end_NF" : "")}|");
    internal byte[] Accession8 => field ??= Escaped(Accession);
    internal byte[] Protein8 => field ??= Escaped(ProteinId ?? "");

    /// <summary>The first exon, in the direction of transcription, that ends at a position or behind it, as an index; their number where there is none, and 0 where they are not in order.</summary>
    internal int FindExon(int position)
    {
        if (!IsInOrder)
        {
            return 0;
        }

        // Records come sorted: it is the one that was found last, or its neighbour. Threads may overwrite each other's; it is only where the search begins.
        var found = lastFound;
        while (found > 0 && !EndsBefore(exons[found - 1], position))
        {
            found--;
        }

        while (found < exons.Length && EndsBefore(exons[found], position))
        {
            found++;
        }

        if (found != lastFound)
        {
            lastFound = found;
        }

        return found;
    }

    private bool EndsBefore(Exon exon, int position) => isForward ? exon.End < position : exon.Start > position;

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
