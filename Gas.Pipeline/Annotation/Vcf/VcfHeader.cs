using System.Globalization;
using System.Text;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>A VCF's header: its lines as they came, and what they define.</summary>
internal sealed class VcfHeader
{
    private static readonly string[] Columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"];

    private readonly List<(string Name, long? Length, long Line)> _contigs = [];

    /// <summary>All lines before <c>#CHROM</c>, without line ends.</summary>
    public List<byte[]> MetaLines { get; } = [];

    /// <summary>The line that names the columns, without its line end.</summary>
    public byte[] ColumnLine { get; private set; } = [];

    public Dictionary<string, FieldDefinition> Info { get; } = new(FieldDefinition.ReservedInfo);

    public Dictionary<string, FieldDefinition> Format { get; } = new(FieldDefinition.ReservedFormat);

    /// <summary>Whether the header itself, not only the specification, defines the key.</summary>
    public bool DeclaresInfo(string key) => Info.TryGetValue(key, out var definition) && !ReferenceEquals(definition, FieldDefinition.ReservedInfo.GetValueOrDefault(key));

    /// <summary>Whether frequencies are to be reckoned from the alleles that were counted: nothing else tells them.</summary>
    public bool CountsAlleles => !DeclaresInfo("AF") && DeclaresInfo("AC") && DeclaresInfo("AN");

    /// <summary>Contigs in the order of their <c>##contig</c> lines.</summary>
    public IEnumerable<string> Contigs => _contigs.Select(contig => contig.Name);

    /// <summary>Contigs of which the header tells the length.</summary>
    public IEnumerable<(string Name, long Length)> ContigLengths => _contigs.Where(contig => contig.Length is not null).Select(contig => (contig.Name, contig.Length!.Value));

    /// <summary>For example 4.2.</summary>
    public string Version { get; private set; } = "";

    /// <summary>In the order of their columns.</summary>
    public IReadOnlyList<string> SampleNames { get; private set; } = [];

    public int Samples => SampleNames.Count;

    public bool HasFormat { get; private set; }

    /// <summary>Number of the last line of the header.</summary>
    public long Lines { get; private set; }

    public bool IsComplete => ColumnLine.Length > 0;

    /// <summary>Takes the next line of the header.</summary>
    /// <exception cref="VcfException">The file cannot be read as a VCF.</exception>
    public void Add(ReadOnlySpan<byte> line, List<VcfFinding> findings)
    {
        Lines++;
        if (Lines == 1)
        {
            line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
            ReadVersion(line);
        }
        else if (line.Contains((byte)0))
        {
            throw Unreadable("The header holds a NUL byte, which is no text: the file is damaged.");
        }
        else if (line.StartsWith("##"u8))
        {
            ReadMeta(Encoding.UTF8.GetString(line), findings);
        }
        else if (line.StartsWith("#CHROM"u8))
        {
            ReadColumns(Encoding.UTF8.GetString(line), findings);
            ColumnLine = line.ToArray();
            return;
        }
        else
        {
            throw Unreadable(line.StartsWith("#"u8) || Lines > 2 && MetaLines.Count > 0
                ? "The header is broken here: each of its lines must begin with '##', and the line that names the columns with '#CHROM'."
                : "The line that begins with '#CHROM' and names the columns is missing.");
        }

        MetaLines.Add(line.ToArray());
    }

    /// <summary>Contigs that have another length in the reference, which tells another version of the genome.</summary>
    public IEnumerable<VcfFinding> FindForeignLengths(ReferenceBundle reference) =>
        from contig in _contigs
        let index = reference.FindContig(Encoding.UTF8.GetBytes(contig.Name))
        where index >= 0 && contig.Length is { } length && length != reference.Contigs[index].Length
        select new VcfFinding(contig.Line, "##contig", $"{contig.Name} has {contig.Length:N0} bases here but {reference.Contigs[index].Length:N0} in {reference.Title}: the file may have been called against another version of it.", false);

    private void ReadVersion(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        const string Key = "##fileformat=VCFv4.";
        if (!text.StartsWith(Key, StringComparison.Ordinal) || !int.TryParse(text.AsSpan(Key.Length), NumberStyles.None, null, out var minor) || minor > 5)
        {
            throw FileKind.Refuse(line);
        }

        Version = $"4.{minor}";
    }

    private void ReadMeta(string line, List<VcfFinding> findings)
    {
        if (MetaLine.Parse(line, out var fault) is not { } meta)
        {
            findings.Add(new VcfFinding(Lines, line[..Math.Min(line.Length, 30)].Split('=')[0], fault!, false));
            return;
        }

        if (MetaRules.FindFault(meta) is { } broken)
        {
            findings.Add(new VcfFinding(Lines, $"##{meta.Key}", broken, false));
        }

        if (meta["ID"] is not { } id)
        {
            return;
        }

        if (meta.Key is "INFO" or "FORMAT")
        {
            (meta.Key == "INFO" ? Info : Format)[id] = new FieldDefinition(meta["Number"] ?? ".", meta["Type"]);
        }
        else if (meta.Key == "contig")
        {
            _contigs.Add((id, long.TryParse(meta["length"], NumberStyles.None, null, out var length) ? length : null, Lines));
        }
    }

    private void ReadColumns(string line, List<VcfFinding> findings)
    {
        var columns = line.Split('\t');
        if (columns.Length < Columns.Length || !columns.Take(Columns.Length).SequenceEqual(Columns))
        {
            throw Unreadable($"The columns must be {string.Join(' ', Columns)}, separated by tabs.");
        }

        if (columns.Length > Columns.Length)
        {
            if (columns[8] != "FORMAT")
            {
                throw Unreadable($"The ninth column must be FORMAT, not '{columns[8]}'.");
            }

            HasFormat = true;
            SampleNames = columns[9..];
            if (Samples == 0)
            {
                findings.Add(new VcfFinding(Lines, "#CHROM", "There is a FORMAT column but no sample after it.", false));
            }

            foreach (var name in columns.Skip(9).GroupBy(name => name).Where(group => group.Count() > 1 || group.Key.Length == 0))
            {
                findings.Add(new VcfFinding(Lines, "#CHROM", name.Key.Length == 0 ? "A sample has no name." : $"The sample name '{name.Key}' is used more than once.", false));
            }
        }
    }

    private VcfException Unreadable(string sentence) => new($"Line {Lines}: {sentence}", Lines, "header");
}
