namespace Gas.Pipeline.Annotation.Genome;

/// <summary>An installed reference as a list shows it.</summary>
/// <param name="Checksum">SHA-256 over its files, lower-case hex.</param>
/// <param name="Length">Bases over all contigs.</param>
/// <param name="Transcripts">How many are annotated.</param>
/// <param name="HasSequence">Whether amino-acid changes can be told.</param>
/// <param name="Known">Names of the sources of known variants and regions.</param>
/// <param name="Limits">What a reader of results must know, in plain sentences; null where there is nothing to say.</param>
/// <param name="Notice">Credits and licences; null where the bundle has none of its own.</param>
public sealed record ReferenceDescription(string Name, string Title, string Checksum, long Length, int Transcripts, bool HasSequence, IReadOnlyList<string> Known, string? Limits, string? Notice)
{
    public static ReferenceDescription Of(ReferenceBundle bundle) => new(
        bundle.Name,
        bundle.Title,
        bundle.Checksum,
        bundle.Contigs.Sum(contig => (long)contig.Length),
        bundle.TranscriptCount,
        bundle.HasSequence,
        [.. bundle.Manifest.FilesOf(FileRole.Known).Concat(bundle.Manifest.FilesOf(FileRole.Regions)).Select(file => file.Role[(file.Role.IndexOf(':', StringComparison.Ordinal) + 1)..])],
        bundle.Limits,
        bundle.Notice);
}
