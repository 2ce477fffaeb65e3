namespace Gas.Pipeline.Annotation.Genome;

/// <summary>An installed reference as a list shows it.</summary>
/// <param name="Length">Bases over all contigs.</param>
/// <param name="Transcripts">How many are annotated.</param>
public sealed record ReferenceDescription(string Name, string Title, long Length, int Transcripts);
