namespace Gas.Pipeline.Annotation.Genome;

/// <summary>A transcript as a gene model file describes it, before its exons and coding parts are laid out.</summary>
internal sealed class TranscriptSource
{
    public required string Id { get; init; }
    public required string Accession { get; init; }
    public required string GeneId { get; init; }
    public required string GeneSymbol { get; init; }
    public required Strand Strand { get; init; }

    /// <summary>Null where the file says none; then what the parts are decides.</summary>
    public string? Biotype { get; init; }
    public bool StartIncomplete { get; set; }
    public bool EndIncomplete { get; set; }
    public string? ProteinId { get; set; }

    /// <summary>NCBI's number of the genetic code; null for the contig's own.</summary>
    public int? GeneticCode { get; set; }

    public List<(int Start, int End)> Exons { get; } = [];
    public List<(int Start, int End)> Untranslated { get; } = [];
    public List<(int Start, int End, int Phase)> CodingParts { get; } = [];

    /// <summary>Recoded codons by their lowest and highest base on the genome.</summary>
    public List<(int Start, int End, byte AminoAcid)> Recoded { get; } = [];

    /// <summary>The phase of the part that is read first; 0 where the file says none.</summary>
    public int Phase => CodingParts.Count == 0 ? 0 : (Strand == Strand.Forward ? CodingParts.MinBy(part => part.Start) : CodingParts.MaxBy(part => part.End)).Phase;

    public TranscriptNames Names => new(Id, Accession, ProteinId, GeneId, GeneSymbol, Biotype ?? (CodingParts.Count > 0 ? "protein_coding" : ""));
}
