using Gas.Pipeline.Annotation.Known;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>What a bundle is to be built from. Files may be plain, gzip or bgzip.</summary>
public sealed record ReferenceRecipe
{
    /// <summary>Letters, digits, <c>.</c>, <c>-</c> and <c>_</c>: users and scripts choose the reference by it.</summary>
    public required string Name { get; init; }

    /// <summary>The organism or assembly in words; null takes the name.</summary>
    public string? Title { get; init; }

    /// <summary>FASTA; null builds a bundle of gene structures only, and then <see cref="ContigTable"/> must be given.</summary>
    public string? Fasta { get; init; }

    /// <summary>A table of contigs where there is no sequence: name, length and, if wished, other names joined by commas; separated by tabs.</summary>
    public string? ContigTable { get; init; }

    public required string Gff3 { get; init; }

    public IReadOnlyList<KnownSource> Known { get; init; } = [];

    public IReadOnlyList<KnownSource> Regions { get; init; } = [];

    /// <summary>A text file with credits and licences, copied into the bundle.</summary>
    public string? Notice { get; init; }

    /// <summary>What readers of results must know, in plain sentences.</summary>
    public string? Limits { get; init; }
}
