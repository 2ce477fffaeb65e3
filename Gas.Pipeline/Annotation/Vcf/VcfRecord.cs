namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>The columns of one line, as spans over it. Nothing is copied.</summary>
internal readonly ref struct VcfRecord
{
    public ReadOnlySpan<byte> Line { get; private init; }

    public ReadOnlySpan<byte> Chrom { get; private init; }

    /// <summary>1-based; 0 is a telomere.</summary>
    public int Position { get; private init; }

    public ReadOnlySpan<byte> Id { get; private init; }

    public ReadOnlySpan<byte> Reference { get; private init; }

    public ReadOnlySpan<byte> Alternates { get; private init; }

    public ReadOnlySpan<byte> Quality { get; private init; }

    public ReadOnlySpan<byte> Filter { get; private init; }

    public ReadOnlySpan<byte> Info { get; private init; }

    /// <summary>FORMAT and samples, or empty.</summary>
    public ReadOnlySpan<byte> Genotypes { get; private init; }

    /// <summary>Where INFO begins in <see cref="Line"/>.</summary>
    public int InfoStart { get; private init; }

    /// <summary>Splits a line; false and what is wrong when it is no usable record.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out VcfRecord record, out (string Field, string Message) fault)
    {
        record = default;
        fault = default;
        Span<int> tabs = stackalloc int[8];
        var found = 0;
        for (var from = 0; found < tabs.Length; found++)
        {
            var tab = line[from..].IndexOf((byte)'\t');
            if (tab < 0)
            {
                break;
            }

            tabs[found] = from + tab;
            from += tab + 1;
        }

        if (found < 7)
        {
            fault = ("columns", $"A record has at least 8 columns separated by tabs; this line has {found + 1}.");
            return false;
        }

        var infoEnd = found == 8 ? tabs[7] : line.Length;
        record = new VcfRecord
        {
            Line = line,
            Chrom = line[..tabs[0]],
            Id = line[(tabs[1] + 1)..tabs[2]],
            Reference = line[(tabs[2] + 1)..tabs[3]],
            Alternates = line[(tabs[3] + 1)..tabs[4]],
            Quality = line[(tabs[4] + 1)..tabs[5]],
            Filter = line[(tabs[5] + 1)..tabs[6]],
            Info = line[(tabs[6] + 1)..infoEnd],
            Genotypes = found == 8 ? line[(infoEnd + 1)..] : default,
            InfoStart = tabs[6] + 1,
            Position = ParsePosition(line[(tabs[0] + 1)..tabs[1]]),
        };
        fault = record.FindFault();
        return fault.Field is null;
    }

    private (string Field, string Message) FindFault()
    {
        if (Chrom.IsEmpty || Chrom.ContainsAny(" ,:"u8) || (Chrom.ContainsAny("<>"u8) && !(Chrom[0] == '<' && Chrom[^1] == '>' && Chrom.Count((byte)'<') == 1 && Chrom.Count((byte)'>') == 1)))
        {
            return ("CHROM", "The name of a contig may not be empty or hold spaces, commas, colons or angle brackets.");
        }

        if (Position < 0)
        {
            return ("POS", "The position must be a whole number from 0 to 2,147,483,647.");
        }

        if (!AlternateAllele.IsBases(Reference))
        {
            return ("REF", "The reference allele must be made of the bases A, C, G, T and N.");
        }

        if (Alternates.IsEmpty || Info.IsEmpty)
        {
            return (Alternates.IsEmpty ? "ALT" : "INFO", "The column is empty; a missing value is written as '.'.");
        }

        return Line.Contains((byte)0) ? ("record", "The line holds a NUL byte, which is no text.") : default;
    }

    private static int ParsePosition(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > 10)
        {
            return -1;
        }

        var value = 0L;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            value = (value * 10) + digit - '0';
        }

        return value > int.MaxValue ? -1 : (int)value;
    }
}
