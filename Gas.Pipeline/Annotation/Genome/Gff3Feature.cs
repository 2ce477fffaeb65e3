namespace Gas.Pipeline.Annotation.Genome;

/// <summary>One line of a GFF3 file (https://github.com/The-Sequence-Ontology/Specifications/blob/master/gff3.md). Attributes are looked up when asked for: most never are.</summary>
internal sealed record Gff3Feature(string Contig, string Type, int Start, int End, Strand Strand, int Phase, string Attributes)
{
    /// <summary>The attribute with its percent codes resolved, or null.</summary>
    public string? this[string attribute] => FindRaw(attribute) is { } value ? Uri.UnescapeDataString(value) : null;

    /// <summary>Where genes lie, as against what is made from them. Segments of immune genes have a gene above them.</summary>
    public bool IsGene => Type is "gene" or "pseudogene" || Type.EndsWith("_gene", StringComparison.Ordinal);

    /// <summary>Null for a comment or a blank line.</summary>
    /// <exception cref="FormatException">The line is neither a comment nor nine columns.</exception>
    public static Gff3Feature? Parse(string line)
    {
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        Span<Range> columns = stackalloc Range[10];
        var text = line.AsSpan();
        if (text.Split(columns, '\t') < 9 || !int.TryParse(text[columns[3]], out var start) || !int.TryParse(text[columns[4]], out var end))
        {
            throw new FormatException("it is not nine columns with a start and an end");
        }

        if (end < start)
        {
            throw new FormatException("its start must not be after its end");
        }

        return new Gff3Feature(
            Uri.UnescapeDataString(text[columns[0]].ToString()),
            string.Intern(text[columns[2]].ToString()),
            start,
            end,
            text[columns[6]] is "-" ? Strand.Reverse : Strand.Forward,
            text[columns[7]] is "1" or "2" ? text[columns[7]][0] - '0' : 0,
            text[columns[8]].ToString());
    }

    /// <summary>The values of an attribute that may have several (commas within a value are written as %2C).</summary>
    public IEnumerable<string> Several(string attribute) =>
        FindRaw(attribute) is { } value ? value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Uri.UnescapeDataString) : [];

    private string? FindRaw(string attribute)
    {
        for (var from = 0; Attributes.IndexOf(attribute, from, StringComparison.Ordinal) is >= 0 and var at; from = at + 1)
        {
            var equals = at + attribute.Length;
            if (equals < Attributes.Length && Attributes[equals] == '=' && (at == 0 || Attributes[at - 1] is ';' or ' '))
            {
                var end = Attributes.IndexOf(';', equals);
                return Attributes[(equals + 1)..(end < 0 ? Attributes.Length : end)].Trim();
            }
        }

        return null;
    }
}
