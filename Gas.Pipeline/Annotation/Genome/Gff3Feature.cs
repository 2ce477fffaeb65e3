namespace Gas.Pipeline.Annotation.Genome;

/// <summary>One line of a GFF3 file (https://github.com/The-Sequence-Ontology/Specifications/blob/master/gff3.md).</summary>
internal sealed record Gff3Feature(string Contig, string Type, int Start, int End, Strand Strand, int Phase, IReadOnlyDictionary<string, string> Attributes)
{
    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    public string? Biotype => this["biotype"] ?? this["transcript_biotype"] ?? this["gene_biotype"];

    /// <summary>Null for a comment or a blank line.</summary>
    /// <exception cref="FormatException">The line is neither a comment nor nine columns.</exception>
    public static Gff3Feature? Parse(string line)
    {
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        var columns = line.Split('\t');
        if (columns.Length < 9 || !int.TryParse(columns[3], out var start) || !int.TryParse(columns[4], out var end))
        {
            throw new FormatException("it is not nine columns with a start and an end");
        }

        return new Gff3Feature(
            columns[0],
            columns[2],
            start,
            end,
            columns[6] == "-" ? Strand.Reverse : Strand.Forward,
            columns[7] is "1" or "2" ? columns[7][0] - '0' : 0,
            ParseAttributes(columns[8]));
    }

    private static Dictionary<string, string> ParseAttributes(string column)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in column.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = pair.IndexOf('=');
            if (equals > 0)
            {
                attributes[pair[..equals]] = Uri.UnescapeDataString(pair[(equals + 1)..]);
            }
        }

        return attributes;
    }
}
