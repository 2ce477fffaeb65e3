using System.Buffers.Text;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Values of INFO and of samples against what they were declared as.</summary>
internal static class FieldValue
{
    /// <summary>What is wrong with the value, or null.</summary>
    /// <param name="alleles">Alternate alleles of the record.</param>
    /// <param name="ploidy">Alleles of the genotype, for Number=G; 0 where there is none, as in INFO.</param>
    public static string? FindFault(ReadOnlySpan<byte> value, FieldDefinition definition, int alleles, int ploidy)
    {
        if (value.SequenceEqual("."u8))
        {
            return null;
        }

        if (value is [(byte)'"', .., (byte)'"'])
        {
            // Some writers put text into quotation marks, with commas inside.
            return definition.Type is "String" ? null : $"Each value must be of type {definition.Type}.";
        }

        var count = value.Count((byte)',') + 1;
        if (ExpectedCount(definition.Number, alleles, ploidy) is { } expected && expected != count)
        {
            return $"There must be {expected} value(s) (Number={definition.Number}), not {count}.";
        }

        foreach (var part in value.Split((byte)','))
        {
            var item = value[part];
            if (!item.SequenceEqual("."u8) && !IsOf(item, definition.Type))
            {
                return $"Each value must be of type {definition.Type}.";
            }
        }

        return null;
    }

    public static bool IsFloat(ReadOnlySpan<byte> text) =>
        (Utf8Parser.TryParse(text, out double _, out var used) && used == text.Length)
        || text.SequenceEqual("nan"u8) || text.SequenceEqual("NaN"u8) || text.TrimStart("+-"u8) is var rest && (rest.SequenceEqual("inf"u8) || rest.SequenceEqual("Inf"u8) || rest.SequenceEqual("Infinity"u8));

    /// <summary>Lengths and operations for each allele, joined by commas.</summary>
    public static bool AreCigars(ReadOnlySpan<byte> value)
    {
        foreach (var part in value.Split((byte)','))
        {
            var cigar = value[part];
            while (!cigar.IsEmpty && !cigar.SequenceEqual("."u8))
            {
                var digits = cigar.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                if (digits <= 0 || !"MIDNSHPX="u8.Contains(cigar[digits]))
                {
                    return false;
                }

                cigar = cigar[(digits + 1)..];
            }
        }

        return true;
    }

    private static int? ExpectedCount(string number, int alleles, int ploidy) => number switch
    {
        "A" => alleles == 0 ? null : alleles,
        "R" => alleles + 1,
        "G" => ploidy == 0 || alleles == 0 ? null : Genotypes(alleles + 1, ploidy),
        _ => int.TryParse(number, out var count) ? count : null,
    };

    /// <summary>Unordered genotypes of so many alleles: the binomial of (alleles + ploidy − 1) over ploidy.</summary>
    private static int Genotypes(int alleles, int ploidy)
    {
        var genotypes = 1L;
        for (var i = 1; i <= ploidy; i++)
        {
            genotypes = genotypes * (alleles + i - 1) / i;
        }

        return (int)Math.Min(genotypes, int.MaxValue);
    }

    private static bool IsOf(ReadOnlySpan<byte> item, string? type) => type switch
    {
        "Integer" => Utf8Parser.TryParse(item, out long _, out var used) && used == item.Length,
        "Float" => IsFloat(item),
        "Character" => item.Length == 1 || (item.Length > 1 && item[0] >= 0x80),
        _ => true,
    };
}
