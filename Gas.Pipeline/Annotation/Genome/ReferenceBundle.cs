using System.Security.Cryptography;
using System.Text;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>An installed reference: sequence, contigs with their aliases, and transcripts. Immutable and safe for many threads.</summary>
public sealed class ReferenceBundle
{
    private readonly ContigNames names;
    private readonly byte[][] sequences;
    private readonly TranscriptIndex[] indexes;

    private ReferenceBundle(string name, string title, string checksum, IReadOnlyList<Contig> contigs, byte[][] sequences, IReadOnlyList<Transcript> transcripts)
    {
        (Name, Title, Checksum, Contigs, Transcripts, this.sequences) = (name, title, checksum, contigs, transcripts, sequences);
        names = new ContigNames(contigs);
        var byContig = transcripts.ToLookup(transcript => transcript.Contig);
        indexes = [.. contigs.Select(contig => new TranscriptIndex(byContig[contig.Index], contig.Length))];
    }

    /// <summary>For example <c>NC_045512.2</c>.</summary>
    public string Name { get; }

    /// <summary>The organism or assembly in words.</summary>
    public string Title { get; }

    /// <summary>SHA-256 over the bundle's files, lower-case hex.</summary>
    public string Checksum { get; }

    public IReadOnlyList<Contig> Contigs { get; }

    /// <summary>By contig, then by start.</summary>
    public IReadOnlyList<Transcript> Transcripts { get; }

    /// <summary>False for a bundle of gene structures only; sequence-dependent terms are then left out.</summary>
    public bool HasSequence => sequences.Length > 0;

    /// <summary>Opens an installed reference and verifies its files.</summary>
    /// <param name="folder">Holds <c>manifest.json</c> and the files it names.</param>
    /// <exception cref="ReferenceException">A file is missing or is not what the manifest says; the message names it.</exception>
    public static ReferenceBundle Open(string folder)
    {
        var manifest = ReferenceManifest.Read(folder);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in manifest.Files)
        {
            digest.AppendData(Verified(folder, file));
        }

        var sequences = ReadSequences(Path.Combine(folder, manifest.FileOf("sequence").Path));
        var contigs = manifest.Contigs.Select((contig, index) => new Contig(index, contig.Name, contig.Length, contig.Aliases)).ToList();
        foreach (var contig in contigs)
        {
            if (sequences.FirstOrDefault(sequence => sequence.Name == contig.Name).Bases?.Length != contig.Length)
            {
                throw new ReferenceException($"{Path.Combine(folder, manifest.FileOf("sequence").Path)} does not hold {contig.Name} with {contig.Length} bases as the manifest says.");
            }
        }

        var codes = manifest.Contigs.Select(contig => GeneticCode.OfTable(contig.GeneticCode)).ToList();
        var transcripts = ReadTranscripts(Path.Combine(folder, manifest.FileOf("genes").Path), contigs, codes);
        var checksum = Convert.ToHexStringLower(digest.GetHashAndReset());
        return new ReferenceBundle(manifest.Name, manifest.Title, checksum, contigs, [.. contigs.Select(contig => sequences.First(sequence => sequence.Name == contig.Name).Bases)], transcripts);
    }

    /// <summary>Loads a reference from a FASTA and a GFF3 file, each plain or gzip, without a manifest.</summary>
    /// <exception cref="ReferenceException">A file cannot be read.</exception>
    public static ReferenceBundle Load(string name, string fastaPath, string gff3Path)
    {
        var sequences = ReadSequences(fastaPath);
        var contigs = sequences.Select((sequence, index) => new Contig(index, sequence.Name, sequence.Bases.Length, [.. ContigNames.CommonAliases(sequence.Name)])).ToList();
        var codes = contigs.Select(contig => contig.Name is "MT" or "M" or "chrM" or "chrMT" ? GeneticCode.VertebrateMitochondrial : GeneticCode.Standard).ToList();
        var transcripts = ReadTranscripts(gff3Path, contigs, codes);
        var checksum = Convert.ToHexStringLower(SHA256.HashData([.. Digest(fastaPath), .. Digest(gff3Path)]));
        return new ReferenceBundle(name, name, checksum, contigs, [.. sequences.Select(sequence => sequence.Bases)], transcripts);
    }

    /// <summary>The index in <see cref="Contigs"/> of a contig by its name or an alias, or -1.</summary>
    public int FindContig(ReadOnlySpan<byte> name) => names.Find(name);

    /// <summary>Upper-case ASCII bases; empty where the range leaves the contig or the bundle has no sequence.</summary>
    /// <param name="start1Based">1-based first base.</param>
    public ReadOnlySpan<byte> Sequence(int contig, int start1Based, int length)
    {
        if (!HasSequence || start1Based < 1 || length < 0 || (long)start1Based - 1 + length > sequences[contig].Length)
        {
            return default;
        }

        return sequences[contig].AsSpan(start1Based - 1, length);
    }

    /// <summary>Puts into <paramref name="found"/> the transcripts that share a base with a 1-based inclusive range.</summary>
    internal void FindTranscripts(int contig, int start, int end, List<Transcript> found) => indexes[contig].Find(start, end, found);

    private static byte[] Verified(string folder, ManifestFile file)
    {
        var path = Path.Combine(folder, file.Path);
        var found = Digest(path);
        return Convert.ToHexStringLower(found) == file.Sha256 ? found : throw new ReferenceException($"{path} is not the file that the manifest describes: its SHA-256 differs. Install the reference again.");
    }

    private static byte[] Digest(string path) => Reading(path, () =>
    {
        using var stream = File.OpenRead(path);
        return SHA256.HashData(stream);
    });

    private static IReadOnlyList<(string Name, byte[] Bases)> ReadSequences(string path) => Reading(path, () =>
    {
        using var stream = TextOrGzip.Open(path);
        return FastaReader.Read(stream, path);
    });

    private static List<Transcript> ReadTranscripts(string path, List<Contig> contigs, List<GeneticCode> codes)
    {
        var names = new ContigNames(contigs);
        var sources = Reading(path, () =>
        {
            using var reader = new StreamReader(TextOrGzip.Open(path));
            return Gff3Reader.Read(reader, path);
        });
        var built = from source in sources
                    let contig = names.Find(Encoding.UTF8.GetBytes(source.Contig))
                    where contig >= 0
                    let transcript = TranscriptLayout.Build(source, contig, codes[contig])
                    where transcript is not null && transcript.Start >= 1 && transcript.End <= contigs[contig].Length
                    orderby contig, transcript.Start, transcript.End
                    select transcript;
        return built.ToList();
    }

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ReferenceException($"{path} cannot be read: {problem.Message}", problem);
        }
    }
}
