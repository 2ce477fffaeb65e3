using System.Reflection;
using System.Text;
using System.Threading.Channels;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation;

/// <summary>
/// The annotator in this process. One reader cuts the text into chunks of whole lines, workers annotate and pack them side by side, and they are written in their order:
/// memory depends on the number of threads, not on the input.
/// </summary>
public sealed class VcfAnnotator(int threads) : IAnnotator
{
    private static readonly string Program = $"gas {typeof(VcfAnnotator).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    public VcfAnnotator()
        : this(Environment.ProcessorCount)
    {
    }

    public string Version => Program;

    public async Task<AnnotationSummary> AnnotateAsync(AnnotationRequest request, IProgress<AnnotationProgress> progress, CancellationToken cancellation)
    {
        request.Log.Report($"{Version}, reference {request.Reference.Name} ({request.Reference.Title}), {(request.Options.Strict ? "strict" : "lenient")}.");
        if (request.Reference.Limits is { } limits)
        {
            request.Log.Report(limits);
        }

        await using var source = await VcfSource.OpenAsync(request.Input, cancellation);
        var lines = new LineChunker(source);
        var findings = new List<VcfFinding>();
        var (header, rest) = await HeaderReader.ReadAsync(lines, findings, cancellation);
        if (VcfPreflight.FindOtherBuild(header, request.Reference) is { } otherBuild)
        {
            throw otherBuild;
        }

        findings.AddRange(header.FindForeignLengths(request.Reference));
        var run = new Run(request, header, progress);
        run.Judge(findings);
        await run.WriteHeaderAsync(Version, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var chunks = Channel.CreateBounded<Task<AnnotatedChunk>>(threads);
        var genes = request.Options.Phasing == Phasing.None ? null : new GeneChunker(lines, rest, request.Reference);
        var reading = ChunkDispatch.RunAsync(genes is null ? lines.ReadAsync : genes.ReadAsync, genes is null ? rest : null, run.NewWorkers(threads), chunks.Writer, stop.Token);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellation))
            {
                using var annotated = await chunk;
                await run.WriteAsync(annotated, cancellation);
            }

            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (genes?.ForcedCuts > 0)
        {
            request.Log.Report($"Warning: the records of a gene were too many to be held at once; haplotypes were cut at {genes.ForcedCuts:N0} places.");
        }

        return await run.FinishAsync(Version, cancellation);
    }

    /// <summary>One run's state in the ordered stage.</summary>
    private sealed class Run(AnnotationRequest request, VcfHeader header, IProgress<AnnotationProgress> progress)
    {
        private readonly InputJudge _judge = new(request);
        private readonly ResultWriter _writer = new(request.Result, request.Index, request.Variants);
        private readonly ConsequenceLayout? _layout = ConsequenceLayout.Parse("CSQ", ConsequenceCaller.DescriptionFor(request.Reference, request.Options.Phasing));

        /// <summary>Workers that wait for a chunk each.</summary>
        public Channel<ChunkAnnotator> NewWorkers(int count)
        {
            var idle = Channel.CreateUnbounded<ChunkAnnotator>();
            var buffers = new ChunkBuffers();
            for (var i = 0; i < count; i++)
            {
                idle.Writer.TryWrite(new ChunkAnnotator(header, request.Reference, request.Options, new ConsequenceCaller(request.Reference, request.Options.Phasing != Phasing.None), buffers, request.Variants is null ? null : new VariantGroupBuilder(_layout, header.Samples, header.CountsAlleles)));
            }

            return idle;
        }

        public void Judge(List<VcfFinding> findings) => _judge.Judge(findings);

        public Task WriteHeaderAsync(string version, CancellationToken cancellation) => _writer.WriteHeaderAsync(
            [
                .. header.MetaLines.Where(line => !Provenance.IsOurs(line)),
                Encoding.UTF8.GetBytes($"##INFO=<ID=CSQ,Number=.,Type=String,Description=\"{ConsequenceCaller.DescriptionFor(request.Reference, request.Options.Phasing)}\">"),
                .. Provenance.Lines(version, request),
                header.ColumnLine,
            ],
            cancellation);

        public async Task WriteAsync(AnnotatedChunk chunk, CancellationToken cancellation)
        {
            _writer.Follow(chunk, chunk.Findings);
            _judge.Take(chunk, _writer.Contigs);
            await _writer.WriteAsync(chunk, cancellation);
            progress.Report(new AnnotationProgress(_judge.Totals.Records, chunk.RawBytes, request.InputLength));
        }

        public async Task<AnnotationSummary> FinishAsync(string version, CancellationToken cancellation)
        {
            _judge.Finish(_writer.Contigs);
            await _writer.FinishAsync(_layout, cancellation);
            if (header.MetaLines.Any(line => line.AsSpan().StartsWith("##INFO=<ID=CSQ,"u8)))
            {
                request.Log.Report("Warning: the input had a CSQ field already; it is replaced.");
            }

            _judge.Report(_writer.IndexObstacle);
            return _judge.Totals.Summary(version, request.Reference, header, _writer);
        }
    }
}
