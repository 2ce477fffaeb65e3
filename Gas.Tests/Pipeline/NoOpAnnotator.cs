using Gas.Pipeline.Annotation;

namespace Gas.Tests.Pipeline;

/// <summary>An annotator that copies its input: for tests of everything around it.</summary>
internal sealed class NoOpAnnotator : IAnnotator
{
    /// <summary>How an input begins that is the user's fault.</summary>
    public const string BadInput = "bad";

    public string Version => "no-op 1";

    public async Task<AnnotationSummary> AnnotateAsync(AnnotationRequest request, IProgress<AnnotationProgress> progress, CancellationToken cancellation)
    {
        using var input = new MemoryStream();
        await request.Input.CopyToAsync(input, cancellation);
        if (input.ToArray().AsSpan().StartsWith("bad"u8))
        {
            throw new VcfException("Line 1 is bad. Mend it.", 1);
        }

        input.Position = 0;
        await input.CopyToAsync(request.Result, cancellation);
        await request.Index.WriteAsync("index"u8.ToArray(), cancellation);
        request.Log.Report("Copied.");
        progress.Report(new AnnotationProgress(1, request.InputLength ?? 0, request.InputLength));
        return new AnnotationSummary
        {
            Reference = request.Reference.Name,
            Annotator = Version,
            Records = 1,
            Written = 1,
            Skipped = 0,
            Alleles = 1,
            Samples = 0,
            ReferenceMismatches = 0,
            Transitions = 0,
            Transversions = 0,
            Indexed = true,
            Consequences = new Dictionary<string, long>(),
            Classes = new Dictionary<string, long>(),
            Genes = new Dictionary<string, long>(),
            Contigs = new Dictionary<string, long>(),
        };
    }
}
