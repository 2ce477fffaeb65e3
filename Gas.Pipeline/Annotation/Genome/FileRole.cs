namespace Gas.Pipeline.Annotation.Genome;

/// <summary>What a file of a bundle holds.</summary>
public static class FileRole
{
    /// <summary>FASTA, for small references that are read as text.</summary>
    public const string Fasta = "sequence";

    /// <summary>GFF3, beside a FASTA.</summary>
    public const string Gff3 = "genes";

    /// <summary>Compiled sequence.</summary>
    public const string Bases = "bases";

    /// <summary>Compiled transcripts.</summary>
    public const string Transcripts = "transcripts";

    /// <summary>Compiled known variants; followed by the source's name.</summary>
    public const string Known = "known:";

    /// <summary>Compiled regions; followed by the source's name.</summary>
    public const string Regions = "regions:";

    /// <summary>Credits and licences.</summary>
    public const string Notice = "notice";
}
