namespace Gas.Pipeline.Annotation;

/// <summary>What a run found; its JSON is the job's summary file.</summary>
public sealed record AnnotationSummary
{
    public required string Reference { get; init; }
    public required string Annotator { get; init; }

    /// <summary>What the reference leaves open, in plain sentences; null where there is nothing to say.</summary>
    public string? Limits { get; init; }

    /// <summary>Records read = written + skipped.</summary>
    public required long Records { get; init; }
    public required long Written { get; init; }

    /// <summary>Records left out because they break the specification (lenient mode).</summary>
    public required long Skipped { get; init; }

    /// <summary>Alternate alleles over all written records.</summary>
    public required long Alleles { get; init; }
    public required int Samples { get; init; }

    /// <summary>Records whose REF is not what the reference has there; they are kept, without a consequence.</summary>
    public required long ReferenceMismatches { get; init; }

    /// <summary>Transitions and transversions among single-nucleotide alleles.</summary>
    public required long Transitions { get; init; }
    public required long Transversions { get; init; }

    /// <summary>Whether a tabix index was written (the input was sorted).</summary>
    public required bool Indexed { get; init; }

    /// <summary>Records by their most severe Sequence Ontology term.</summary>
    public required IReadOnlyDictionary<string, long> Consequences { get; init; }

    /// <summary>Alleles by variant class: SNV, insertion, deletion, indel, substitution, symbolic.</summary>
    public required IReadOnlyDictionary<string, long> Classes { get; init; }

    /// <summary>Records by gene symbol, the most frequent 50.</summary>
    public required IReadOnlyDictionary<string, long> Genes { get; init; }

    /// <summary>Records by contig, in the file's order.</summary>
    public required IReadOnlyDictionary<string, long> Contigs { get; init; }

    // What follows is null in the summaries of former versions.

    /// <summary>Records by the impact of their most severe consequence: HIGH, MODERATE, LOW, MODIFIER.</summary>
    public IReadOnlyDictionary<string, long>? Impacts { get; init; }

    /// <summary>The most severe consequence in each of <see cref="Genes"/>, where it is a Sequence Ontology term.</summary>
    public IReadOnlyDictionary<string, string>? GeneConsequences { get; init; }

    /// <summary>Single-nucleotide alleles by their bases, such as <c>A>G</c>.</summary>
    public IReadOnlyDictionary<string, long>? Substitutions { get; init; }

    /// <summary>Alleles by the bases that they gain or (negative) lose; <c>&lt;-30</c> and <c>>30</c> hold all that are longer.</summary>
    public IReadOnlyDictionary<string, long>? IndelLengths { get; init; }

    /// <summary>Alleles by the frequency that the file gives (INFO AF, or AC of AN), in ranges such as <c>0.01-0.05</c>; empty where it gives none.</summary>
    public IReadOnlyDictionary<string, long>? Frequencies { get; init; }

    /// <summary>Records by QUAL, in ranges; empty where there is none.</summary>
    public IReadOnlyDictionary<string, long>? Qualities { get; init; }

    /// <summary>Records by FILTER as it stands, the most frequent first.</summary>
    public IReadOnlyDictionary<string, long>? Filters { get; init; }

    /// <summary>Alleles that have an id in the reference's known variants; also null where the reference has none, or an external tool annotated.</summary>
    public long? Known { get; init; }

    /// <summary>Alleles by clinical significance, as the reference's source words it.</summary>
    public IReadOnlyDictionary<string, long>? Significances { get; init; }

    /// <summary>Where the records of the first 100 contigs lie.</summary>
    public IReadOnlyList<ContigDensity>? Density { get; init; }

    /// <summary>Genotypes by sample; empty for a file of more than 12 samples, in which they are not read.</summary>
    public IReadOnlyList<SampleSummary>? Genotypes { get; init; }
}
