namespace Gas.Pipeline.Annotation.Vcf.Counts;

/// <summary>What records say of themselves, counted: quality, filters, frequencies, substitutions, lengths, genotypes.</summary>
internal sealed class RecordCounts
{
    /// <summary>Longer insertions and deletions are counted together.</summary>
    private const int LongestIndel = 30;
    private const string Bases = "ACTG";

    private static readonly double[] QualityBounds = [10, 20, 30, 40, 50, 60, 80, 100, 200, 500, 1000];
    private static readonly double[] FrequencyBounds = [0.0001, 0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    private readonly long[] _substitutions = new long[16];
    private readonly long[] _indels = new long[(2 * LongestIndel) + 3];

    public Histogram Qualities { get; } = new(QualityBounds);

    public Histogram Frequencies { get; } = new(FrequencyBounds);

    public TextCounts Filters { get; } = new();

    public GenotypeCounts Genotypes { get; } = new();

    public long Transitions => _substitutions.Where((_, change) => KindOf(change) == BaseChange.Transition).Sum();

    public long Transversions => _substitutions.Where((_, change) => KindOf(change) == BaseChange.Transversion).Sum();

    /// <summary>By bases, such as <c>A>G</c>; empty when there are none.</summary>
    public IReadOnlyDictionary<string, long> Substitutions => _substitutions.Sum() == 0 ? new Dictionary<string, long>() : _substitutions
        .Select((count, change) => (Name: $"{Bases[change >> 2]}>{Bases[change & 3]}", count, change)).Where(one => KindOf(one.change) != BaseChange.None)
        .OrderBy(one => one.Name, StringComparer.Ordinal).ToDictionary(one => one.Name, one => one.count);

    /// <summary>By the bases that are gained or (negative) lost; the first and the last hold all that are longer.</summary>
    public IReadOnlyDictionary<string, long> IndelLengths => _indels.Sum() == 0 ? new Dictionary<string, long>() : _indels
        .Select((count, index) => (Length: index - LongestIndel - 1, count)).Where(one => one.Length != 0)
        .ToDictionary(one => one.Length < -LongestIndel ? $"<-{LongestIndel}" : one.Length > LongestIndel ? $">{LongestIndel}" : one.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), one => one.count);

    public void CountIndel(int gained) => _indels[Math.Clamp(gained, -LongestIndel - 1, LongestIndel + 1) + LongestIndel + 1]++;

    /// <summary>A change of one base.</summary>
    public void CountSubstitution(byte from, byte to)
    {
        if (CodeOf(from, to) is >= 0 and var code)
        {
            _substitutions[code]++;
        }
    }

    public static BaseChange KindOf(byte from, byte to) => CodeOf(from, to) is >= 0 and var code ? KindOf(code) : BaseChange.None;

    public void Add(RecordCounts other)
    {
        for (var i = 0; i < _substitutions.Length; i++)
        {
            _substitutions[i] += other._substitutions[i];
        }

        for (var i = 0; i < _indels.Length; i++)
        {
            _indels[i] += other._indels[i];
        }

        Qualities.Add(other.Qualities);
        Frequencies.Add(other.Frequencies);
        Filters.Add(other.Filters);
        Genotypes.Add(other.Genotypes);
    }

    /// <summary>The second and third bit of a base's letter number A, C, T and G from 0, in either case; N has none.</summary>
    private static int CodeOf(byte from, byte to) => (from & 0xDF) == 'N' || (to & 0xDF) == 'N' ? -1 : (((from >> 1) & 3) << 2) | ((to >> 1) & 3);

    /// <summary>The numbers of A and G, and those of C and T, add up to 3.</summary>
    private static BaseChange KindOf(int code) => (code >> 2) == (code & 3) ? BaseChange.None : (code >> 2) + (code & 3) == 3 ? BaseChange.Transition : BaseChange.Transversion;
}
