using Gas.Pipeline.Annotation.Consequences;

namespace Gas.Pipeline.Annotation.Vcf.Counts;

/// <summary>Records of a gene, and the worst that they do to it; the consequence is null where a tool names it in words of its own.</summary>
internal record struct GeneCount(long Records, ConsequenceTerm? Worst)
{
    public void Add(long records, ConsequenceTerm? worst)
    {
        Records += records;
        Worst = Worst is null || worst < Worst ? worst ?? Worst : Worst;
    }
}
