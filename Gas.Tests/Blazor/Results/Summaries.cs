using Gas.Pipeline.Annotation;

namespace Gas.Tests.Blazor.Results;

/// <summary>Summaries to draw.</summary>
internal static class Summaries
{
    public static readonly AnnotationSummary Full = Old with
    {
        Impacts = new Dictionary<string, long> { ["HIGH"] = 2, ["MODERATE"] = 60, ["MODIFIER"] = 38 },
        GeneConsequences = new Dictionary<string, string> { ["S"] = "stop_gained", ["N&<b>"] = "missense_variant" },
        Substitutions = new Dictionary<string, long> { ["A>C"] = 10, ["A>G"] = 30 },
        IndelLengths = new Dictionary<string, long> { ["<-30"] = 0, ["-1"] = 4, ["1"] = 9, [">30"] = 1 },
        Frequencies = new Dictionary<string, long>(),
        Qualities = new Dictionary<string, long> { ["<10"] = 1, ["10-20"] = 99, [">=1000"] = 0 },
        Filters = new Dictionary<string, long> { ["PASS"] = 90, ["."] = 10 },
        Known = 7,
        Significances = new Dictionary<string, long> { ["Likely_pathogenic"] = 3 },
        Density = [new ContigDensity("chr1", 1024, [3, 0, 60]), new ContigDensity("chrM", 64, [37])],
        Genotypes = [new SampleSummary("<script>alert(1)</script>", 10, 50, 30, 10, 4, 2)],
    };

    /// <summary>As a former version wrote it.</summary>
    public static AnnotationSummary Old => new()
    {
        Reference = "r",
        Annotator = "gas 1",
        Records = 100,
        Written = 100,
        Skipped = 0,
        Alleles = 110,
        Samples = 1,
        ReferenceMismatches = 0,
        Transitions = 30,
        Transversions = 10,
        Indexed = true,
        Consequences = new Dictionary<string, long> { ["missense_variant"] = 60, ["intron_variant"] = 38, ["stop_gained"] = 2 },
        Classes = new Dictionary<string, long> { ["SNV"] = 100, ["insertion"] = 10 },
        Genes = new Dictionary<string, long> { ["S"] = 55, ["N&<b>"] = 20 },
        Contigs = new Dictionary<string, long> { ["chr1"] = 63, ["chrM"] = 37 },
    };
}
