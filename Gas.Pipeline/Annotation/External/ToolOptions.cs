namespace Gas.Pipeline.Annotation.External;

/// <summary>One external tool: how it is called, for which references, and how far it may go. What is null comes from the preset of its name.</summary>
public sealed class ToolOptions
{
    public bool Enabled { get; set; }

    /// <summary>As users see it.</summary>
    public string? Title { get; set; }

    /// <summary>A program on the service's PATH, or its full path.</summary>
    public string? Executable { get; set; }

    /// <summary>
    /// A program, and its arguments, that the tool is started by, such as <c>bwrap</c> with what the tool may see: it otherwise runs as the service's own user.
    /// <c>{folder}</c> is the run's folder.
    /// </summary>
    public IList<string> Wrapper { get; init; } = [];

    /// <summary>
    /// Each item is one argument; no shell reads them. <c>{threads}</c>, <c>{memory}</c> (MiB) and <c>{input}</c> (a file with the input; without it the input comes on
    /// standard input) are filled in by the service, all others from <see cref="Values"/> and <see cref="References"/>. The tool writes a VCF to standard output.
    /// </summary>
    public IList<string>? Arguments { get; init; }

    /// <summary>Arguments that make the tool say its version.</summary>
    public IList<string>? VersionArguments { get; init; }

    /// <summary>A regular expression over what it then prints, with the version as its first group.</summary>
    public string? VersionPattern { get; set; }

    /// <summary>The INFO field that the tool adds, which its output must define.</summary>
    public string? Field { get; set; }

    /// <summary>Values for placeholders, whatever the reference.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>By reference, values for placeholders; the tool is offered for these references only.</summary>
    public Dictionary<string, Dictionary<string, string>> References { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long a run may take in all.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long no byte may move in or out.</summary>
    public TimeSpan StallLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Resident memory of the tool and all that it starts, in MiB.</summary>
    public int MemoryLimit { get; set; } = 8192;

    /// <summary>Bytes that the tool may write for each byte that it is given, beyond the first 64 MiB.</summary>
    public int GrowthLimit { get; set; } = 100;

    /// <summary>What the tool may leave in its folder at any time, in MiB.</summary>
    public int FolderLimit { get; set; } = 10_240;
}
