using Gas.Pipeline.Annotation.Consequences;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>What the columns of a variant index may say, as it stands in addresses and answers.</summary>
public static class VariantWords
{
    /// <summary>A term that is none of the Sequence Ontology's consequences, as external tools have some.</summary>
    public const string Other = "other";

    /// <summary>As in the summary's <see cref="AnnotationSummary.Classes"/>.</summary>
    public static Vocabulary Classes { get; } = new("SNV", "insertion", "deletion", "indel", "substitution", "symbolic", "spanning deletion");

    /// <summary>ClinVar's terms for germline variants (https://www.ncbi.nlm.nih.gov/clinvar/docs/clinsig/), the gravest first.</summary>
    public static Vocabulary Significances { get; } = new(
        "pathogenic", "likely_pathogenic", "conflicting", "uncertain_significance", "likely_benign", "benign", "risk_factor", "drug_response", "association", "protective", "affects", Other, "not_provided");

    /// <summary>What at least one sample has. Missing: an allele of it is not known.</summary>
    public static Vocabulary Genotypes { get; } = new("heterozygous", "homozygous", "reference", "missing");

    /// <summary>In Ensembl's order of severity.</summary>
    public static Vocabulary Consequences { get; } = new([.. Enum.GetValues<ConsequenceTerm>().Select(SequenceOntology.Name), Other]);

    public static Vocabulary Impacts { get; } = new("HIGH", "MODERATE", "LOW", "MODIFIER");
}
