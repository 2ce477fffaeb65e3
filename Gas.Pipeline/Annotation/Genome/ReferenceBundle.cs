using System.Security.Cryptography;
using Gas.Pipeline.Annotation.Known;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>An installed reference: sequence, contigs with their aliases, and transcripts. Immutable and safe for many threads. Files are mapped into memory, and transcripts unpacked contig by contig on first use.</summary>
public sealed class ReferenceBundle
{
    private readonly ContigNames names;
    private readonly SequenceFile? sequence;
    private readonly TranscriptFile transcripts;
    private readonly Lazy<IReadOnlyList<Transcript>> all;

    internal ReferenceBundle(ReferenceManifest manifest, IReadOnlyList<Contig> contigs, SequenceFile? sequence, TranscriptFile transcripts, KnownColumns known, string? checksum = null)
    {
        (Manifest, Contigs, Known, this.sequence, this.transcripts) = (manifest, contigs, known, sequence, transcripts);
        Checksum = checksum ?? manifest.Checksum;
        names = new ContigNames(contigs);
        all = new Lazy<IReadOnlyList<Transcript>>(() => [.. contigs.SelectMany(contig => transcripts.Of(contig.Index).All)]);
    }

    /// <summary>For example <c>NC_045512.2</c>.</summary>
    public string Name => Manifest.Name;

    /// <summary>The organism or assembly in words.</summary>
    public string Title => Manifest.Title;

    /// <summary>SHA-256 over the bundle's files, lower-case hex.</summary>
    public string Checksum { get; }

    public IReadOnlyList<Contig> Contigs { get; }

    /// <summary>By contig, then by start. Unpacks all of them: for tests and reports, not for annotation.</summary>
    public IReadOnlyList<Transcript> Transcripts => all.Value;

    public int TranscriptCount => transcripts.Count;

    /// <summary>False for a bundle of gene structures only; sequence-dependent terms are then left out.</summary>
    public bool HasSequence => sequence is not null;

    /// <summary>What a reader of results must know, in plain sentences, or null.</summary>
    public string? Limits => Manifest.Limits;

    /// <summary>Credits and licences, or null.</summary>
    public string? Notice { get; internal init; }

    internal ReferenceManifest Manifest { get; }

    /// <summary>The columns of CSQ that this reference adds.</summary>
    internal KnownColumns Known { get; }

    /// <summary>Lines for a result's header that tell where the added columns come from, and what the reference leaves open.</summary>
    internal IEnumerable<string> HeaderLines =>
    [
        .. Manifest.FilesOf(FileRole.Known).Concat(Manifest.FilesOf(FileRole.Regions)).Select(file => $"##gas_known=<ID={file.Role[(file.Role.IndexOf(':', StringComparison.Ordinal) + 1)..]},sha256={file.SourceSha256}>"),
        .. Limits is { } limits ? [$"##gas_limits={limits.ReplaceLineEndings(" ")}"] : Array.Empty<string>(),
    ];

    /// <summary>Opens an installed reference. Its files are hashed unless nothing about them has changed since they were.</summary>
    /// <param name="folder">Holds <c>manifest.json</c> and the files it names.</param>
    /// <exception cref="ReferenceException">A file is missing or is not what the manifest says; the message names it.</exception>
    public static ReferenceBundle Open(string folder)
    {
        var manifest = ReferenceManifest.Read(folder);
        BundleFiles.Check(folder, manifest);
        return BundleReader.Open(folder, manifest);
    }

    /// <summary>Hashes all files of an installed reference, whatever is known of them.</summary>
    /// <exception cref="ReferenceException">A file is missing or is not what the manifest says; the message names it.</exception>
    public static void Verify(string folder)
    {
        var manifest = ReferenceManifest.Read(folder);
        BundleFiles.Verify(folder, manifest);
        BundleReader.Open(folder, manifest);
    }

    /// <summary>Loads a reference from a FASTA and a GFF3 file, each plain or gzip, without a manifest.</summary>
    /// <exception cref="ReferenceException">A file cannot be read.</exception>
    public static ReferenceBundle Load(string name, string fastaPath, string gff3Path)
    {
        var checksum = Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(BundleFiles.Digest(fastaPath)), .. Convert.FromHexString(BundleFiles.Digest(gff3Path))]));
        return BundleReader.ReadText(new ReferenceManifest(name, name, name, "", [], [], []), fastaPath, gff3Path, checksum);
    }

    /// <summary>The index in <see cref="Contigs"/> of a contig by its name or an alias, or -1.</summary>
    public int FindContig(ReadOnlySpan<byte> name) => names.Find(name);

    /// <summary>Upper-case ASCII bases; empty where the range leaves the contig or the bundle has no sequence.</summary>
    /// <param name="start1Based">1-based first base.</param>
    public ReadOnlySpan<byte> Sequence(int contig, int start1Based, int length) => sequence is null ? default : sequence.Slice(contig, start1Based, length);

    /// <summary>The transcripts that share a base with a 1-based inclusive range.</summary>
    public IReadOnlyList<Transcript> TranscriptsIn(int contig, int start, int end)
    {
        var found = new List<Transcript>();
        FindTranscripts(contig, start, end, found);
        return found;
    }

    /// <summary>Puts into <paramref name="found"/> the transcripts that share a base with a 1-based inclusive range.</summary>
    internal void FindTranscripts(int contig, int start, int end, List<Transcript> found) => transcripts.Of(contig).Find(start, end, found);
}
