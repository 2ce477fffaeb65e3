using System.Text;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>FORMAT and the samples' values. One instance a thread.</summary>
internal sealed class GenotypeRules(VcfHeader header)
{
    private readonly Dictionary<string, FieldDefinition>.AlternateLookup<ReadOnlySpan<char>> _format = header.Format.GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly List<FieldDefinition?> _keys = [];
    private readonly bool _plainKeys = header.Version is "4.0" or "4.1" or "4.2";

    /// <param name="columns">FORMAT and the samples, as they stand in the line.</param>
    public void Check(ReadOnlySpan<byte> columns, int alleles, long line, List<VcfFinding> findings)
    {
        var given = columns.IsEmpty ? 0 : columns.Count((byte)'\t') + 1;
        if (given != (header.HasFormat ? header.Samples + 1 : 0))
        {
            findings.Add(new VcfFinding(line, "columns", $"The line has {given + 8} columns, but the header names {(header.HasFormat ? header.Samples + 9 : 8)}.", false));
            return;
        }

        var format = columns.IndexOf((byte)'\t') is >= 0 and var tab ? columns[..tab] : columns;
        if (FindFormatFault(format) is { } fault)
        {
            findings.Add(new VcfFinding(line, "FORMAT", fault, false));
            return;
        }

        var sample = 0;
        foreach (var part in columns.Split((byte)'\t'))
        {
            if (sample++ > 0 && FindSampleFault(columns[part], format, alleles) is { } broken)
            {
                findings.Add(new VcfFinding(line, $"sample {sample - 1}", broken, false));
                return;
            }
        }
    }

    private string? FindFormatFault(ReadOnlySpan<byte> format)
    {
        _keys.Clear();
        Span<char> name = stackalloc char[256];
        foreach (var part in format.Split((byte)':'))
        {
            var key = format[part];
            if (key.IsEmpty || key.Length > name.Length || !IsKey(key))
            {
                return "Keys must be made of letters and digits and be joined by ':'.";
            }

            if (key.SequenceEqual("GT"u8) && _keys.Count > 0)
            {
                return "GT must be the first key.";
            }

            Encoding.Latin1.GetChars(key, name);
            _keys.Add(_format.TryGetValue(name[..key.Length], out var definition) ? definition : null);
        }

        return null;
    }

    private bool IsKey(ReadOnlySpan<byte> key)
    {
        foreach (var letter in key)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && (_plainKeys || letter is not ((byte)'_' or (byte)'.')))
            {
                return false;
            }
        }

        return true;
    }

    private string? FindSampleFault(ReadOnlySpan<byte> sample, ReadOnlySpan<byte> format, int alleles)
    {
        var genotyped = format.StartsWith("GT"u8) && (format.Length == 2 || format[2] == ':');
        var (index, ploidy) = (0, genotyped ? 0 : 2);
        foreach (var part in sample.Split((byte)':'))
        {
            var value = sample[part];
            if (index >= _keys.Count)
            {
                return $"The sample has more values than FORMAT has keys ({_keys.Count}).";
            }

            if (index == 0 && genotyped)
            {
                if (!IsGenotype(value, alleles, out ploidy))
                {
                    return $"'{Encoding.UTF8.GetString(value)}' is no genotype: allele numbers from 0 to {alleles} or '.', joined by '/' or '|'.";
                }
            }
            else if (_keys[index] is { } definition && FieldValue.FindFault(value, definition, alleles, ploidy) is { } fault)
            {
                return fault;
            }

            index++;
        }

        return null;
    }

    private static bool IsGenotype(ReadOnlySpan<byte> genotype, int alleles, out int ploidy)
    {
        ploidy = 0;
        var rest = genotype.IsEmpty || genotype[0] is not ((byte)'/' or (byte)'|') ? genotype : genotype[1..];
        while (true)
        {
            var end = rest.IndexOfAny((byte)'/', (byte)'|');
            var allele = end < 0 ? rest : rest[..end];
            if (!allele.SequenceEqual("."u8) && !(System.Buffers.Text.Utf8Parser.TryParse(allele, out int number, out var used) && used == allele.Length && number >= 0 && (number <= alleles || alleles == 0)))
            {
                return false;
            }

            ploidy++;
            if (end < 0)
            {
                return true;
            }

            rest = rest[(end + 1)..];
        }
    }
}
