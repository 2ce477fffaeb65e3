namespace Gas.Pipeline.Annotation.Vcf.Counts;

/// <summary>Counts the records of one contig by place. Its length need not be known: bins double their width when a record lies beyond the last one.</summary>
internal sealed class ContigBins
{
    private const int Most = 128;

    private readonly long[] _counts = new long[Most];
    private int _shift;

    /// <param name="position">1-based.</param>
    public void Add(int position)
    {
        var place = Math.Max(position - 1, 0);
        while (place >> _shift >= Most)
        {
            for (var i = 0; i < Most / 2; i++)
            {
                _counts[i] = _counts[2 * i] + _counts[(2 * i) + 1];
            }

            Array.Clear(_counts, Most / 2, Most / 2);
            _shift++;
        }

        _counts[place >> _shift]++;
    }

    public ContigDensity Of(string contig) => new(contig, 1 << _shift, _counts[..(Array.FindLastIndex(_counts, count => count > 0) + 1)]);
}
