namespace Gas.Pipeline.Annotation.External;

/// <summary>How well-known tools are called. Each was tried by hand or is taken from its manual; the probe tells what is really there.</summary>
internal static class ToolPresets
{
    private static readonly Dictionary<string, ToolOptions> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bcftools-csq"] = new ToolOptions
        {
            Title = "bcftools csq",
            Executable = "bcftools",
            // Without --force csq stops at the overlapping coding parts of a ribosomal slippage.
            Arguments = ["csq", "--no-version", "--force", "--local-csq", "-f", "{fasta}", "-g", "{gff3}", "-Ov", "-o", "-", "-"],
            VersionArguments = ["--version"],
            VersionPattern = @"^bcftools (\d+(\.\d+)*)",
            Field = "BCSQ",
        },
        ["snpeff"] = new ToolOptions
        {
            Title = "SnpEff",
            Executable = "java",
            // Not Debian's wrapper: it writes a line of its own before the VCF.
            Arguments = ["-Xmx{memory}m", "-jar", "{jar}", "ann", "-noLog", "-noStats", "-nodownload", "-c", "{config}", "{genome}"],
            VersionArguments = ["-jar", "{jar}", "-version"],
            VersionPattern = @"SnpEff\s+(\d+(\.\d+)*\w?)",
            Field = "ANN",
        },
        ["vep"] = new ToolOptions
        {
            Title = "Ensembl VEP",
            Executable = "vep",
            Arguments = ["--offline", "--cache", "--dir_cache", "{cache}", "--assembly", "{assembly}", "--fasta", "{fasta}", "--vcf", "--no_stats", "--fork", "{threads}", "--format", "vcf", "-o", "STDOUT"],
            VersionArguments = ["--help"],
            VersionPattern = @"ensembl-vep\s*:\s*(\d+(\.\d+)*)",
            Field = "CSQ",
        },
        ["vcfanno"] = new ToolOptions
        {
            Title = "vcfanno",
            Executable = "vcfanno",
            Arguments = ["-p", "{threads}", "{conf}", "{input}"],
            VersionArguments = [],
            VersionPattern = @"vcfanno version (\d+(\.\d+)*)",
        },
    };

    public static IEnumerable<string> Names => Known.Keys;

    public static ToolOptions? Find(string name) => Known.GetValueOrDefault(name);
}
