namespace Gas.Pipeline.Annotation.Comparison;

/// <summary>Which of two places comes first: by the order of the headers' contigs, then of their first records, then by position.</summary>
internal sealed class ContigOrder
{
    private readonly Dictionary<string, int> _ranks = new(StringComparer.Ordinal);

    public ContigOrder(IEnumerable<string> first, IEnumerable<string> second)
    {
        foreach (var contig in first.Concat(second))
        {
            _ranks.TryAdd(contig, _ranks.Count);
        }
    }

    public int RankOf(string contig)
    {
        _ranks.TryAdd(contig, _ranks.Count);
        return _ranks[contig];
    }

    public int Compare(AnnotatedRecord left, AnnotatedRecord right) =>
        left.Contig == right.Contig ? left.Position.CompareTo(right.Position) : RankOf(left.Contig).CompareTo(RankOf(right.Contig));
}
