namespace Gas.Pipeline.Annotation.Genome;

/// <summary>The transcripts of one contig by position. Windows of 16 kb list what touches them, so that one long gene does not slow the search for its neighbours.</summary>
internal sealed class TranscriptIndex
{
    private const int WindowBits = 14;
    private readonly Transcript[][] windows;

    /// <param name="transcripts">All on one contig, sorted by start.</param>
    /// <param name="length">Bases of the contig.</param>
    public TranscriptIndex(IReadOnlyList<Transcript> transcripts, int length)
    {
        All = transcripts;
        var lists = new List<Transcript>?[(length >> WindowBits) + 1];
        foreach (var transcript in transcripts)
        {
            for (var window = Window(transcript.Start); window <= Math.Min(Window(transcript.End), lists.Length - 1); window++)
            {
                (lists[window] ??= []).Add(transcript);
            }
        }

        windows = Array.ConvertAll(lists, list => list?.ToArray() ?? []);
    }

    public IReadOnlyList<Transcript> All { get; }

    /// <summary>Puts into <paramref name="found"/> every transcript that shares a base with the 1-based inclusive range, each once.</summary>
    public void Find(int start, int end, List<Transcript> found)
    {
        found.Clear();
        var first = Window(start);
        for (var window = first; window <= Math.Min(Window(end), windows.Length - 1); window++)
        {
            foreach (var transcript in windows[window])
            {
                // A transcript is met in every window it touches; the first of them that the range has too is the one that counts.
                if (transcript.Start <= end && transcript.End >= start && Math.Max(first, Window(transcript.Start)) == window)
                {
                    found.Add(transcript);
                }
            }
        }
    }

    private static int Window(int position) => Math.Max(0, position) >> WindowBits;
}
