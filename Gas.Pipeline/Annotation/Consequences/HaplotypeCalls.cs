using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>The alleles of some records that are found together with others in a transcript.</summary>
internal sealed class HaplotypeCalls
{
    private readonly Dictionary<(long Line, int Allele), Dictionary<Transcript, HaplotypeContext>> contexts = [];

    /// <param name="allele">1 for the first alternate allele.</param>
    public IReadOnlyDictionary<Transcript, HaplotypeContext>? Of(long line, int allele) => contexts.GetValueOrDefault((line, allele));

    public void Add(long line, int allele, Transcript transcript, HaplotypeContext context) =>
        (contexts.TryGetValue((line, allele), out var found) ? found : contexts[(line, allele)] = [])[transcript] = context;
}
