using System.Globalization;
using Gas.Pipeline.Annotation.Known;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Builds bundles: the same files give the same bundle, byte for byte.</summary>
/// <param name="report">Takes what was read and what was left out, a sentence at a time.</param>
public sealed class ReferenceBuilder(IProgress<string> report)
{
    /// <param name="folder">Must not exist; is there only when all of it is.</param>
    /// <exception cref="ReferenceException">A file cannot be read, the files do not belong together, or the folder is taken.</exception>
    public async Task BuildAsync(ReferenceRecipe recipe, string folder, CancellationToken cancellation)
    {
        if (!KnownSource.IsName(recipe.Name))
        {
            throw new ReferenceException($"'{recipe.Name}' cannot be the name of a reference: use letters, digits, '.', '-' and '_'.");
        }

        await BundleDraft.WriteAsync(folder, async draft =>
        {
            var contigs = recipe.Fasta is { } fasta ? CompileSequence(fasta, draft) : ReadContigs(recipe.ContigTable ?? throw new ReferenceException("A reference needs a FASTA file, or at least a table of its contigs."));
            cancellation.ThrowIfCancellationRequested();
            contigs = CompileGenes(recipe.Gff3, contigs, draft);
            if (recipe.Notice is { } notice)
            {
                BundleReader.Reading(notice, path => draft.Copy(path, FileRole.Notice, "NOTICE.md"));
            }

            string[] sources = [recipe.Fasta ?? recipe.ContigTable!, recipe.Gff3, .. recipe.Known.Select(known => known.Path), .. recipe.Regions.Select(region => region.Path)];
            draft.Manifest = new ReferenceManifest(recipe.Name, recipe.Title ?? recipe.Name, Assemblies.Recognise(contigs.Select(contig => (contig.Name, (long)contig.Length))) ?? recipe.Name, "", contigs, [.. sources.Select(SourceOf)], [], recipe.Limits);
            await AddKnownAsync(draft, recipe.Known, recipe.Regions, cancellation);
        });
        Check(ReferenceBundle.Open(folder));
    }

    /// <summary>Compiles sources of known variants and regions into a bundle that is there already.</summary>
    /// <exception cref="ReferenceException">A file cannot be read, or a source of that name is in the bundle.</exception>
    public Task AddKnownAsync(string folder, IReadOnlyList<KnownSource> known, IReadOnlyList<KnownSource> regions, CancellationToken cancellation) => BundleDraft.ChangeAsync(folder, async draft =>
    {
        var manifest = draft.Manifest!;
        if (known.Concat(regions).FirstOrDefault(source => manifest.Files.Any(file => file.Role == FileRole.Known + source.Name || file.Role == FileRole.Regions + source.Name)) is { } taken)
        {
            throw new ReferenceException($"{manifest.Name} has a source with the name {taken.Name} already. Choose another name, or build the reference again.");
        }

        draft.Manifest = manifest with { Sources = [.. manifest.Sources, .. known.Concat(regions).Select(source => SourceOf(source.Path))] };
        await AddKnownAsync(draft, known, regions, cancellation);
    });

    private static ManifestSource SourceOf(string path) => new(Path.GetFileName(path), "", "", "", BundleFiles.Digest(path));

    private async Task AddKnownAsync(BundleDraft draft, IReadOnlyList<KnownSource> known, IReadOnlyList<KnownSource> regions, CancellationToken cancellation)
    {
        if (known.Count + regions.Count == 0)
        {
            return;
        }

        var reference = draft.Open();
        foreach (var source in known)
        {
            await using var output = draft.Create(FileRole.Known + source.Name, $"known-{source.Name}.bin", BundleFiles.Digest(source.Path));
            report.Report((await new KnownCompiler(reference, source).CompileAsync(output, cancellation)).ToString());
        }

        foreach (var source in regions)
        {
            await using var output = draft.Create(FileRole.Regions + source.Name, $"regions-{source.Name}.bin", BundleFiles.Digest(source.Path));
            report.Report(new RegionCompiler(reference, source).Compile(output).ToString());
        }
    }

    private List<ManifestContig> CompileSequence(string fasta, BundleDraft draft)
    {
        using var output = draft.Create(FileRole.Bases, "bases.bin");
        var sequences = BundleReader.Reading(fasta, path =>
        {
            using var stream = TextOrGzip.Open(path);
            return FastaReader.Copy(stream, path, output);
        });
        if (sequences.GroupBy(sequence => sequence.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ReferenceException($"{fasta} holds {twice.Key} more than once.");
        }

        report.Report($"Sequence: {sequences.Sum(sequence => (long)sequence.Length):N0} bases in {sequences.Count:N0} contigs.");
        return [.. sequences.Select(sequence => BundleReader.Describe(sequence.Name, sequence.Length))];
    }

    private static List<ManifestContig> ReadContigs(string table) => BundleReader.Reading(table, path =>
    {
        var contigs = new List<ManifestContig>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var columns = line.Split('\t');
            if (columns.Length < 2 || !int.TryParse(columns[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                throw new ReferenceException($"Line {number} of {path} is not a name and a length, separated by a tab.");
            }

            contigs.Add(WithAliases(BundleReader.Describe(columns[0], length), columns.Length > 2 ? columns[2].Split(',', StringSplitOptions.RemoveEmptyEntries) : []));
        }

        return contigs.Count > 0 ? contigs : throw new ReferenceException($"{path} names no contig.");
    });

    private List<ManifestContig> CompileGenes(string gff3, List<ManifestContig> contigs, BundleDraft draft)
    {
        var compiler = new GeneCompiler(contigs);
        using var output = draft.Create(FileRole.Transcripts, "transcripts.bin");
        BundleReader.Reading(gff3, path =>
        {
            using var reader = new StreamReader(TextOrGzip.Open(path));
            compiler.Compile(reader, path, output);
            return true;
        });
        if (compiler.Transcripts == 0)
        {
            throw new ReferenceException($"{gff3} gives no transcript on any contig of the reference{(compiler.Foreign.Count > 0 ? $"; it describes {string.Join(", ", compiler.Foreign.Take(3))}" : "")}. Do the two files belong together?");
        }

        report.Report($"Genes: {compiler.Transcripts:N0} transcripts.");
        if (compiler.Foreign.Count > 0)
        {
            report.Report($"Left out: the genes of {compiler.Foreign.Count:N0} contigs that the reference does not have ({string.Join(", ", compiler.Foreign.Take(3))}{(compiler.Foreign.Count > 3 ? ", …" : "")}).");
        }

        if (compiler.Outside > 0)
        {
            report.Report($"Left out: {compiler.Outside:N0} transcripts that reach beyond their contig.");
        }

        return [.. contigs.Select((contig, index) => WithAliases(contig, compiler.Aliases.GetValueOrDefault(index) ?? []))];
    }

    private static ManifestContig WithAliases(ManifestContig contig, IEnumerable<string> more) =>
        contig with { Aliases = [.. contig.Aliases.Concat(more).Where(alias => alias != contig.Name).Distinct().Order(StringComparer.Ordinal)] };

    /// <summary>Says how well genes and sequence fit: genes of another assembly would have hardly a clean reading frame.</summary>
    private void Check(ReferenceBundle bundle)
    {
        if (!bundle.HasSequence)
        {
            report.Report("No sequence: amino-acid changes need it, and are left out.");
            return;
        }

        var (clean, complete) = ReadingFrameCheck.Count(bundle);
        report.Report($"Reading frames: {clean:N0} of {complete:N0} complete coding sequences run from a start to a stop codon without one between.");
        if (clean * 2 < complete)
        {
            report.Report("Warning: that is less than half. The genes may be those of another assembly than the sequence.");
        }
    }
}
