namespace Gas.Pipeline.Annotation.Genome;

/// <summary>An installed reference: sequence, contigs with their aliases, and transcripts. Immutable and safe for many threads.</summary>
public sealed class ReferenceBundle
{
    private ReferenceBundle(string name, string checksum, IReadOnlyList<Contig> contigs)
    {
        Name = name;
        Checksum = checksum;
        Contigs = contigs;
    }

    /// <summary>For example <c>NC_045512.2</c>.</summary>
    public string Name { get; }

    /// <summary>SHA-256 over the bundle's files, lower-case hex.</summary>
    public string Checksum { get; }

    public IReadOnlyList<Contig> Contigs { get; }
}
