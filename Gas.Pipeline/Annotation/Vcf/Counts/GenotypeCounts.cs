namespace Gas.Pipeline.Annotation.Vcf.Counts;

/// <summary>The genotypes of a file with few samples. For many, reading each would cost more than the annotation: none is read then.</summary>
internal sealed class GenotypeCounts
{
    /// <summary>Most samples whose genotypes are counted.</summary>
    public const int Most = 12;
    private const int Kinds = 6;

    private long[] _counts = [];

    /// <summary>Counts the genotypes of one record.</summary>
    /// <param name="columns">FORMAT and the samples, tabs between.</param>
    /// <param name="changes">For each alternate allele whether it is a transition, a transversion or something else.</param>
    public void Count(ReadOnlySpan<byte> columns, int samples, ReadOnlySpan<BaseChange> changes)
    {
        if (!columns.StartsWith("GT"u8) || columns.Length < 3 || columns[2] is not ((byte)':' or (byte)'\t'))
        {
            return;
        }

        _counts = _counts.Length == 0 ? new long[samples * Kinds] : _counts;
        for (var sample = 0; sample < samples; sample++)
        {
            var tab = columns.IndexOf((byte)'\t');
            if (tab < 0)
            {
                return;
            }

            columns = columns[(tab + 1)..];
            CountOne(columns, _counts.AsSpan(sample * Kinds, Kinds), changes);
        }
    }

    public void Add(GenotypeCounts other)
    {
        _counts = _counts.Length == 0 ? new long[other._counts.Length] : _counts;
        for (var i = 0; i < other._counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>One entry a sample; empty when no record has genotypes.</summary>
    public IReadOnlyList<SampleSummary> Of(IReadOnlyList<string> names) =>
        [.. names.Take(_counts.Length / Kinds).Select((name, sample) => new SampleSummary(name, _counts[sample * Kinds], _counts[(sample * Kinds) + 1], _counts[(sample * Kinds) + 2], _counts[(sample * Kinds) + 3], _counts[(sample * Kinds) + 4], _counts[(sample * Kinds) + 5]))];

    /// <summary>The genotype at the beginning of <paramref name="text"/>: same as the reference, heterozygous, homozygous (or a single copy of an alternate), or missing, also in part.</summary>
    private static void CountOne(ReadOnlySpan<byte> text, Span<long> counts, ReadOnlySpan<BaseChange> changes)
    {
        var (first, allele, isSame, isMissing) = (-1, -1, true, false);
        for (var at = 0; ; at++)
        {
            var character = at < text.Length ? text[at] : (byte)'\t';
            if (character is >= (byte)'0' and <= (byte)'9')
            {
                allele = Math.Min((Math.Max(allele, 0) * 10) + character - '0', 1000);
                continue;
            }

            isMissing |= character == '.';
            if (allele >= 0)
            {
                first = first < 0 ? allele : first;
                isSame &= allele == first;
                Carry(allele, counts, changes);
                allele = -1;
            }

            if (character is not ((byte)'/' or (byte)'|' or (byte)'.'))
            {
                break;
            }
        }

        counts[isMissing || first < 0 ? 3 : !isSame ? 1 : first > 0 ? 2 : 0]++;
    }

    /// <summary>Copies are counted, so that a homozygous change counts twice.</summary>
    private static void Carry(int allele, Span<long> counts, ReadOnlySpan<BaseChange> changes)
    {
        if (allele > 0 && allele <= changes.Length && changes[allele - 1] != BaseChange.None)
        {
            counts[changes[allele - 1] == BaseChange.Transition ? 4 : 5]++;
        }
    }
}
