namespace Gas.Pipeline.Annotation.Index;

/// <summary>What the samples of a record have, taken together.</summary>
internal static class SampleGenotypes
{
    /// <summary>With more samples than these, reading each would cost more than all else, and what at least one of them has tells nothing.</summary>
    public const int Most = 64;

    private const int Heterozygous = 1;
    private const int Homozygous = 2;
    private const int Reference = 4;
    private const int Missing = 8;

    /// <summary>A bit a word of <see cref="VariantWords.Genotypes"/> that is true of a sample; 0 where no genotypes are told.</summary>
    /// <param name="columns">FORMAT and the samples, as they stand in the line.</param>
    public static int Of(ReadOnlySpan<byte> columns)
    {
        var tab = columns.IndexOf((byte)'\t');
        if (tab < 0 || !columns.StartsWith("GT"u8) || columns[2] is not ((byte)':' or (byte)'\t'))
        {
            return 0;
        }

        var kinds = 0;
        while (tab >= 0)
        {
            columns = columns[(tab + 1)..];
            tab = columns.IndexOf((byte)'\t');
            var sample = tab < 0 ? columns : columns[..tab];
            kinds |= KindOf(sample.IndexOf((byte)':') is >= 0 and var colon ? sample[..colon] : sample);
        }

        return kinds;
    }

    private static int KindOf(ReadOnlySpan<byte> genotype)
    {
        if (genotype is [>= (byte)'0' and <= (byte)'9' and var left, (byte)'/' or (byte)'|', >= (byte)'0' and <= (byte)'9' and var right])
        {
            // Nearly all are of this form.
            return left != right ? Heterozygous : left == '0' ? Reference : Homozygous;
        }

        if (genotype.IsEmpty || genotype.Contains((byte)'.'))
        {
            return Missing;
        }

        ReadOnlySpan<byte> first = default;
        var same = true;
        foreach (var part in genotype.SplitAny("/|"u8))
        {
            var allele = genotype[part];
            if (allele.IsEmpty)
            {
                // VCF 4.4 lets a genotype begin with its phase.
                continue;
            }

            same &= first.IsEmpty || allele.SequenceEqual(first);
            first = allele;
        }

        return !same ? Heterozygous : first is [(byte)'0'] ? Reference : Homozygous;
    }
}
