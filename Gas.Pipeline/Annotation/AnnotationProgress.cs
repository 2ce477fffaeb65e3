namespace Gas.Pipeline.Annotation;

/// <summary>How far a run has come. Later values replace earlier ones.</summary>
/// <param name="Records">Records read.</param>
/// <param name="BytesRead">Bytes of the input (as uploaded, so compressed where it is) consumed.</param>
/// <param name="BytesTotal">Bytes of the input, or null when unknown.</param>
public readonly record struct AnnotationProgress(long Records, long BytesRead, long? BytesTotal)
{
    /// <summary>Share done from 0 to 1, or null when the input's length is unknown.</summary>
    public double? Share => BytesTotal is > 0 and var total ? Math.Min(1, BytesRead / (double)total) : null;
}
