namespace Gas.Pipeline.Annotation.Genome;

/// <summary>What a GFF3 file says of one contig.</summary>
/// <param name="Aliases">Other names that the file gives it.</param>
internal sealed record Gff3Contig(string Name, IReadOnlyCollection<string> Aliases, IReadOnlyCollection<TranscriptSource> Transcripts);
