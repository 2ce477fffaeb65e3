using Gas.Pipeline.Annotation.Known;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Opens the files of a bundle, compiled or text.</summary>
internal static class BundleReader
{
    /// <exception cref="ReferenceException">A file is missing or is not what the manifest says; the message names it.</exception>
    public static ReferenceBundle Open(string folder, ReferenceManifest manifest)
    {
        if (manifest.Files.Any(file => file.Role == FileRole.Fasta))
        {
            var fasta = Path.Combine(folder, manifest.FileOf(FileRole.Fasta).Path);
            return ReadText(manifest, fasta, Path.Combine(folder, manifest.FileOf(FileRole.Gff3).Path), manifest.Checksum);
        }

        var contigs = ContigsOf(manifest.Contigs);
        var sequence = manifest.Files.FirstOrDefault(file => file.Role == FileRole.Bases) is { } bases
            ? Reading(Path.Combine(folder, bases.Path), path => new SequenceFile(new FileView(path), contigs))
            : null;
        var transcripts = Reading(Path.Combine(folder, manifest.FileOf(FileRole.Transcripts).Path), path => new TranscriptFile(new FileView(path), contigs));
        var notice = manifest.Files.FirstOrDefault(file => file.Role == FileRole.Notice) is { } text ? Reading(Path.Combine(folder, text.Path), File.ReadAllText) : null;
        return new ReferenceBundle(manifest, contigs, sequence, transcripts, ReadKnown(folder, manifest, contigs.Count)) { Notice = notice };
    }

    private static KnownColumns ReadKnown(string folder, ReferenceManifest manifest, int contigs) => new(
        [.. manifest.FilesOf(FileRole.Known).Select(file => Reading(Path.Combine(folder, file.Path), path => new KnownFile(new FileView(path), contigs)))],
        [.. manifest.FilesOf(FileRole.Regions).Select(file => Reading(Path.Combine(folder, file.Path), path => new RegionFile(new FileView(path), contigs)))]);

    /// <summary>Compiles a FASTA and a GFF3 file in memory.</summary>
    /// <exception cref="ReferenceException">A file cannot be read, or does not hold the contigs of the manifest.</exception>
    public static ReferenceBundle ReadText(ReferenceManifest manifest, string fastaPath, string gff3Path, string checksum)
    {
        var bases = new MemoryStream();
        var sequences = Reading(fastaPath, path =>
        {
            using var stream = TextOrGzip.Open(path);
            return FastaReader.Copy(stream, path, bases);
        });
        foreach (var contig in manifest.Contigs)
        {
            if (!sequences.Contains((contig.Name, contig.Length)))
            {
                throw new ReferenceException($"{fastaPath} does not hold {contig.Name} with {contig.Length} bases as the manifest says.");
            }
        }

        var described = sequences.Select(found => manifest.Contigs.FirstOrDefault(contig => contig.Name == found.Name) ?? Describe(found.Name, found.Length)).ToList();
        var contigs = ContigsOf(described);
        var genes = new MemoryStream();
        Reading(gff3Path, path =>
        {
            using var reader = new StreamReader(TextOrGzip.Open(path));
            new GeneCompiler(described).Compile(reader, path, genes);
            return true;
        });
        return new ReferenceBundle(manifest, contigs, new SequenceFile(new FileView(bases.ToArray()), contigs), new TranscriptFile(new FileView(genes.ToArray()), contigs), new KnownColumns([], []), checksum);
    }

    /// <summary>A contig of which only name and length are known.</summary>
    public static ManifestContig Describe(string name, int length)
    {
        var isMitochondrion = ContigNames.IsMitochondrion(name);
        IEnumerable<string> aliases = [.. ContigNames.CommonAliases(name), .. Assemblies.AliasesOf(name, length)];
        return new ManifestContig(name, length, [.. aliases.Where(alias => alias != name).Distinct().Order(StringComparer.Ordinal)], isMitochondrion ? GeneticCode.VertebrateMitochondrial.Table : GeneticCode.Standard.Table);
    }

    public static List<Contig> ContigsOf(IReadOnlyList<ManifestContig> contigs) => [.. contigs.Select((contig, index) => new Contig(index, contig.Name, contig.Length, contig.Aliases))];

    /// <exception cref="ReferenceException">The file cannot be read; the message names it.</exception>
    public static T Reading<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ReferenceException($"{path} cannot be read: {problem.Message}", problem);
        }
    }
}
