namespace Gas.Pipeline.Annotation;

/// <summary>Annotates one VCF from stream to stream. The in-process engine is the default; external tools are profiles of the same port.</summary>
public interface IAnnotator
{
    /// <summary>Program and version, as they stand in the result's header, for example <c>gas 0.1.0</c>.</summary>
    string Version { get; }

    /// <summary>
    /// Reads <see cref="AnnotationRequest.Input"/> to its end and writes the annotated file, its index and the log. The caller owns all streams and publishes them only when this returns.
    /// The same request over the same reference gives the same bytes.
    /// </summary>
    /// <exception cref="VcfException">The user's file is at fault: the message says what, where and what to do. Never worth a retry.</exception>
    /// <exception cref="OperationCanceledException">Within two seconds of the cancellation.</exception>
    Task<AnnotationSummary> AnnotateAsync(AnnotationRequest request, IProgress<AnnotationProgress> progress, CancellationToken cancellation);
}
