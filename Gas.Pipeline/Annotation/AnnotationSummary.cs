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
}
