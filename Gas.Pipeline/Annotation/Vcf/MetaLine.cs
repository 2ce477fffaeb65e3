namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>A header line <c>##KEY=VALUE</c>; a value in angle brackets has fields.</summary>
internal sealed record MetaLine(string Key, string Value, IReadOnlyList<MetaField>? Fields)
{
    private static readonly string[] Structured = ["INFO", "FORMAT", "FILTER", "ALT", "contig", "SAMPLE", "PEDIGREE", "META"];

    public string? this[string field] => Fields?.FirstOrDefault(candidate => candidate.Key == field)?.Value;

    /// <summary>Takes a line apart; null and the reason when it cannot be.</summary>
    public static MetaLine? Parse(string line, out string? fault)
    {
        fault = null;
        var equals = line.IndexOf('=');
        if (!line.StartsWith("##", StringComparison.Ordinal) || equals < 3 || equals == line.Length - 1)
        {
            fault = "A header line must read ##KEY=VALUE.";
            return null;
        }

        var (key, value) = (line[2..equals], line[(equals + 1)..]);
        if (!value.StartsWith('<'))
        {
            return new MetaLine(key, value, null);
        }

        var fields = new List<MetaField>();
        var at = 1;
        while (at < value.Length && value[at] != '>')
        {
            if (ReadField(value, ref at, out fault) is not { } field)
            {
                // The specification lays down what stands in the brackets of its own keys only.
                return Structured.Contains(key) || !value.EndsWith('>') ? null : new MetaLine(key, value, null);
            }

            fields.Add(field);
        }

        if (at != value.Length - 1)
        {
            fault = at >= value.Length ? "The closing '>' is missing." : "There is text after the closing '>'.";
            return null;
        }

        return new MetaLine(key, value, fields);
    }

    private static MetaField? ReadField(string value, ref int at, out string? fault)
    {
        fault = null;
        var equals = value.IndexOf('=', at);
        var name = equals < 0 ? "" : value[at..equals];
        if (name.Length == 0 || name.AsSpan().ContainsAny(" ,<>\""))
        {
            fault = "Between the angle brackets there must be KEY=VALUE pairs, joined by commas.";
            return null;
        }

        at = equals + 1;
        var quoted = at < value.Length && value[at] == '"';
        var start = quoted ? ++at : at;
        if (!quoted && at < value.Length && value[at] == '[')
        {
            // A list of values, with commas inside (VCF 4.3, section 1.4.8).
            at = value.IndexOf(']', at) is >= 0 and var close ? close : value.Length;
        }

        for (; at < value.Length && (quoted ? value[at] != '"' : value[at] is not (',' or '>')); at++)
        {
            at += quoted && value[at] == '\\' ? 1 : 0;
        }

        var end = Math.Min(at, value.Length);
        if (quoted && at >= value.Length)
        {
            fault = $"The quotation mark that closes {name} is missing.";
            return null;
        }

        at += quoted ? 1 : 0;
        if (at < value.Length && value[at] is not (',' or '>'))
        {
            fault = $"There is text after the quotation mark that closes {name}; a quotation mark inside must be written \\\".";
            return null;
        }

        at += at < value.Length && value[at] == ',' ? 1 : 0;
        return new MetaField(name, value[start..end], quoted);
    }
}

internal sealed record MetaField(string Key, string Value, bool Quoted);
