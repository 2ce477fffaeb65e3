using Gas.Pipeline.Annotation.Consequences;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>Counts coding sequences that read as such.</summary>
internal static class ReadingFrameCheck
{
    /// <summary>Those with a stop codon at their end and none before it, of all that are complete.</summary>
    public static (int Clean, int Complete) Count(ReferenceBundle bundle)
    {
        var sequences = new SplicedSequences(bundle);
        var (clean, complete) = (0, 0);
        foreach (var transcript in bundle.Transcripts)
        {
            if (transcript.IsCoding && !transcript.StartIncomplete && !transcript.EndIncomplete)
            {
                complete++;
                var frame = new ReadingFrame(transcript, sequences.Of(transcript));
                clean += 3 * (frame.FindStop(0) + 1) == transcript.CodingEnd - transcript.CodingStart ? 1 : 0;
            }
        }

        return (clean, complete);
    }
}
