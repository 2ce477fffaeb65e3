using Gas.Pipeline.Annotation.Consequences;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Consequence terms by the names that annotators give them.</summary>
internal static class TermNames
{
    /// <summary>bcftools csq leaves <c>_variant</c> away, and calls some by names of its own.</summary>
    private static readonly Dictionary<string, ConsequenceTerm> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["inframe_altering"] = ConsequenceTerm.ProteinAltering,
        ["non_coding"] = ConsequenceTerm.NonCodingTranscript,
        ["nc_transcript_variant"] = ConsequenceTerm.NonCodingTranscript,
        ["disruptive_inframe_insertion"] = ConsequenceTerm.InframeInsertion,
        ["disruptive_inframe_deletion"] = ConsequenceTerm.InframeDeletion,
        ["conservative_inframe_insertion"] = ConsequenceTerm.InframeInsertion,
        ["conservative_inframe_deletion"] = ConsequenceTerm.InframeDeletion,
        ["intergenic_region"] = ConsequenceTerm.Intergenic,
        ["initiator_codon_variant"] = ConsequenceTerm.StartRetained,
    };

    static TermNames()
    {
        const string Ending = "_variant";
        foreach (var term in Enum.GetValues<ConsequenceTerm>())
        {
            var name = SequenceOntology.Name(term);
            Names.TryAdd(name, term);
            Names.TryAdd(name.EndsWith(Ending, StringComparison.Ordinal) ? name[..^Ending.Length] : name, term);
        }
    }

    /// <summary>A bit a term of <see cref="VariantWords.Consequences"/>.</summary>
    public static ulong Parse(string joined)
    {
        var bits = 0ul;
        foreach (var name in joined.TrimStart('*').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            bits |= Names.TryGetValue(name, out var term) ? 1ul << (int)term : VariantWords.Consequences.BitOf(VariantWords.Other);
        }

        return bits;
    }
}
