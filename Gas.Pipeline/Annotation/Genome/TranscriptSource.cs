namespace Gas.Pipeline.Annotation.Genome;

/// <summary>A transcript as a gene model file describes it, before its exons and coding parts are laid out.</summary>
internal sealed class TranscriptSource
{
    public required string Contig { get; init; }
    public required string Id { get; init; }
    public required string Accession { get; init; }
    public required string GeneId { get; init; }
    public required string GeneSymbol { get; init; }
    public required string Biotype { get; init; }
    public required Strand Strand { get; init; }
    public bool StartIncomplete { get; init; }
    public bool EndIncomplete { get; init; }
    public string? ProteinId { get; set; }

    public List<(int Start, int End)> Exons { get; } = [];
    public List<(int Start, int End)> Untranslated { get; } = [];
    public List<(int Start, int End, int Phase)> CodingParts { get; } = [];

    /// <summary>The phase of the part that is read first; 0 where the file says none.</summary>
    public int Phase => CodingParts.Count == 0 ? 0 : (Strand == Strand.Forward ? CodingParts.MinBy(part => part.Start) : CodingParts.MaxBy(part => part.End)).Phase;
}
