using System.Text;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>What the specification asks of a record beyond what is needed to annotate it (VCF 4.1 to 4.5, section 1.6). One instance a thread.</summary>
internal sealed class RecordRules(VcfHeader header)
{
    private readonly GenotypeRules _genotypes = new(header);
    private readonly Dictionary<string, FieldDefinition>.AlternateLookup<ReadOnlySpan<char>> _info = header.Info.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds every violation of the record to <paramref name="findings"/>.</summary>
    public void Check(in VcfRecord record, long line, List<VcfFinding> findings)
    {
        void Add(List<VcfFinding> list, string field, string? message)
        {
            if (message is not null)
            {
                list.Add(new VcfFinding(line, field, message, false));
            }
        }

        Add(findings, "ID", FindListFault(record.Id, (byte)';', "An id"));
        Add(findings, "ALT", FindAlternateFault(record.Alternates));
        Add(findings, "QUAL", FindQualityFault(record.Quality));
        Add(findings, "FILTER", FindFilterFault(record.Filter));
        var alleles = record.Alternates.SequenceEqual("."u8) ? 0 : record.Alternates.Count((byte)',') + 1;
        foreach (var part in record.Info.Split((byte)';'))
        {
            var entry = record.Info[part];
            if (!record.Info.SequenceEqual("."u8) && FindInfoFault(entry, alleles) is { } fault)
            {
                Add(findings, $"INFO/{Encoding.UTF8.GetString(KeyOf(entry))}", fault);
            }
        }

        if (header.HasFormat || !record.Genotypes.IsEmpty)
        {
            _genotypes.Check(record.Genotypes, alleles, line, findings);
        }
    }

    private static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> entry) => entry.IndexOf((byte)'=') is >= 0 and var at ? entry[..at] : entry;

    private static string? FindListFault(ReadOnlySpan<byte> list, byte separator, string what)
    {
        if (list.SequenceEqual("."u8))
        {
            return null;
        }

        foreach (var part in list.Split(separator))
        {
            var item = list[part];
            if (item.IsEmpty || item.Contains((byte)' '))
            {
                return $"{what} may not be empty or hold white space; several are joined by '{(char)separator}' without one at either end.";
            }
        }

        return null;
    }

    private static string? FindAlternateFault(ReadOnlySpan<byte> alternates)
    {
        if (alternates.SequenceEqual("."u8))
        {
            return null;
        }

        foreach (var part in alternates.Split((byte)','))
        {
            if (!AlternateAllele.IsValid(alternates[part]))
            {
                return $"'{Encoding.UTF8.GetString(alternates[part])}' is no alternate allele: it must be bases, '*', a symbolic allele such as <DEL>, or a breakend.";
            }
        }

        return null;
    }

    private static string? FindQualityFault(ReadOnlySpan<byte> quality) =>
        quality.SequenceEqual("."u8) || (FieldValue.IsFloat(quality) && quality[0] != '-') ? null : "The quality must be a number that is not negative, or '.'.";

    private static string? FindFilterFault(ReadOnlySpan<byte> filter)
    {
        if (FindListFault(filter, (byte)';', "A filter") is { } fault)
        {
            return fault;
        }

        if (filter.SequenceEqual("."u8))
        {
            return null;
        }

        foreach (var part in filter.Split((byte)';'))
        {
            var name = filter[part];
            if (name.SequenceEqual("0"u8) || name.SequenceEqual("."u8))
            {
                return "'0' is reserved, and '.' may only stand alone.";
            }
        }

        return null;
    }

    private string? FindInfoFault(ReadOnlySpan<byte> entry, int alleles)
    {
        var key = KeyOf(entry);
        if (key.IsEmpty || entry.Contains((byte)' '))
        {
            return "An entry must read KEY or KEY=VALUE, without white space.";
        }

        Span<char> name = stackalloc char[Math.Min(key.Length, 256)];
        Encoding.Latin1.GetChars(key[..name.Length], name);
        if (!_info.TryGetValue(name, out var definition))
        {
            return null;
        }

        if (definition.Type == "Flag")
        {
            return key.Length == entry.Length || entry[(key.Length + 1)..] is [(byte)'0' or (byte)'1'] ? null : "A flag has no value.";
        }

        if (key.Length == entry.Length)
        {
            return "A value is missing.";
        }

        var value = entry[(key.Length + 1)..];
        return FieldValue.FindFault(value, definition, alleles, ploidy: 0)
            ?? FindReservedFault(name, value);
    }

    private static string? FindReservedFault(ReadOnlySpan<char> key, ReadOnlySpan<byte> value) => key switch
    {
        "AC" or "AF" or "AN" or "DP" or "END" or "MQ0" or "NS" when value.Contains((byte)'-') && !value.ContainsAny("eE"u8) => "The value may not be negative.",
        "CIGAR" when !FieldValue.AreCigars(value) => "The value must be a CIGAR such as 1M30I2D for each alternate allele.",
        _ => null,
    };
}
