using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Threading.Channels;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation;

/// <summary>
/// The annotator in this process. One reader cuts the text into chunks of whole lines, workers annotate and pack them side by side, and they are written in their order:
/// memory depends on the number of threads, not on the input.
/// </summary>
public sealed class VcfAnnotator(int threads) : IAnnotator
{
    private const int EnoughToJudge = 1000;

    private static readonly string Program = $"gas {typeof(VcfAnnotator).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    public VcfAnnotator()
        : this(Environment.ProcessorCount)
    {
    }

    public string Version => Program;

    public async Task<AnnotationSummary> AnnotateAsync(AnnotationRequest request, IProgress<AnnotationProgress> progress, CancellationToken cancellation)
    {
        request.Log.Report($"{Version}, reference {request.Reference.Name} ({request.Reference.Title}), {(request.Options.Strict ? "strict" : "lenient")}.");
        await using var source = await VcfSource.OpenAsync(request.Input, cancellation);
        var lines = new LineChunker(source);
        var findings = new List<VcfFinding>();
        var (header, rest) = await HeaderReader.ReadAsync(lines, findings, cancellation);
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
        private readonly ChunkTotals _totals = new();
        private readonly TabixIndex _index = new();
        private readonly FindingLog _findings = new(request.Log);
        private readonly List<VcfFinding> _outOfOrder = [];
        private RecordOrder? _order;
        private long _written;
        private bool _judged;

        /// <summary>Workers that wait for a chunk each.</summary>
        public Channel<ChunkAnnotator> NewWorkers(int count)
        {
            var idle = Channel.CreateUnbounded<ChunkAnnotator>();
            var texts = new ConcurrentBag<byte[]>();
            for (var i = 0; i < count; i++)
            {
                idle.Writer.TryWrite(new ChunkAnnotator(header, request.Reference, request.Options, texts));
            }

            return idle;
        }

        /// <summary>In strict mode the first violation ends the run.</summary>
        public void Judge(List<VcfFinding> findings)
        {
            if (request.Options.Strict && findings.Count > 0)
            {
                throw findings.MinBy(finding => finding.Line).ToException();
            }

            findings.ForEach(_findings.Add);
        }

        public async Task WriteHeaderAsync(string version, CancellationToken cancellation)
        {
            var text = new MemoryStream();
            foreach (var line in header.MetaLines.Where(line => !IsOurs(line)))
            {
                Write(text, line);
            }

            Write(text, Encoding.UTF8.GetBytes($"##INFO=<ID=CSQ,Number=.,Type=String,Description=\"{ConsequenceCaller.Description}{(request.Options.Phasing == Phasing.None ? "" : ConsequenceCaller.HaplotypeField)}\">"));
            Write(text, Encoding.UTF8.GetBytes($"##gas_version={version}"));
            Write(text, Encoding.UTF8.GetBytes($"##gas_reference=<ID={request.Reference.Name},sha256={request.Reference.Checksum}>"));
            Write(text, Encoding.UTF8.GetBytes($"##gas_options=<mode={(request.Options.Strict ? "strict" : "lenient")}{PhasingOption}>"));
            if (request.InputSha256 is { } sha256)
            {
                Write(text, Encoding.UTF8.GetBytes($"##gas_input_sha256={sha256}"));
            }

            Write(text, header.ColumnLine);
            var packed = new MemoryStream();
            var bytes = text.GetBuffer().AsMemory(0, (int)text.Length);
            for (var at = 0; at < bytes.Length; at += BgzfBlock.TextLength)
            {
                BgzfBlock.Append(bytes.Span[at..Math.Min(bytes.Length, at + BgzfBlock.TextLength)], packed);
            }

            await WriteAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length), cancellation);
        }

        public async Task WriteAsync(AnnotatedChunk chunk, CancellationToken cancellation)
        {
            _totals.Add(chunk.Totals);
            _order ??= new RecordOrder(_index);
            _order.Add(chunk, _written, _outOfOrder);
            chunk.Findings.AddRange(_outOfOrder);
            _outOfOrder.Clear();
            Judge(chunk.Findings);
            JudgeReference(_totals.Records >= EnoughToJudge);
            await WriteAsync(chunk.Packed, cancellation);
            progress.Report(new AnnotationProgress(_totals.Records, chunk.RawBytes, request.InputLength));
        }

        public async Task<AnnotationSummary> FinishAsync(string version, CancellationToken cancellation)
        {
            JudgeReference(true);
            if (_totals.Records > 0 && _totals.Skipped == _totals.Records)
            {
                throw new VcfException($"None of the {_totals.Records:N0} records can be read. The first fault: {_findings.FirstUnusable}", _findings.FirstUnusable?.Line, _findings.FirstUnusable?.Field);
            }

            await WriteAsync(BgzfBlock.End.ToArray(), cancellation);
            if (_index.Obstacle is null)
            {
                await request.Index.WriteAsync(_index.ToFile(), cancellation);
            }

            Report();
            return new AnnotationSummary
            {
                Reference = request.Reference.Name,
                Annotator = version,
                Records = _totals.Records,
                Written = _totals.Records - _totals.Skipped,
                Skipped = _totals.Skipped,
                Alleles = _totals.Alleles,
                Samples = header.Samples,
                ReferenceMismatches = _totals.Mismatches,
                Transitions = _totals.Transitions,
                Transversions = _totals.Transversions,
                Indexed = _index.Obstacle is null,
                Consequences = Ranked(_totals.Consequences, int.MaxValue),
                Classes = Ranked(_totals.Classes, int.MaxValue),
                Genes = Ranked(_totals.Genes, 50),
                Contigs = _order?.Contigs ?? new Dictionary<string, long>(),
            };
        }

        private string PhasingOption => request.Options.Phasing switch { Phasing.AsWritten => ",phasing=as-written", Phasing.Assumed => ",phasing=assumed", _ => "" };

        /// <summary>Most frequent first, and by name among equals, so that the summary is the same each time.</summary>
        private static Dictionary<string, long> Ranked(Dictionary<string, long> counts, int most) =>
            counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(most).ToDictionary();

        private static bool IsOurs(byte[] line) => line.AsSpan().StartsWith("##INFO=<ID=CSQ,"u8) || line.AsSpan().StartsWith("##gas_"u8);

        private static void Write(MemoryStream text, ReadOnlySpan<byte> line)
        {
            text.Write(line);
            text.WriteByte((byte)'\n');
        }

        /// <summary>A file of another genome is refused, with words, as soon as enough of it has been seen.</summary>
        private void JudgeReference(bool enough)
        {
            if (_judged || !enough || _totals.Records == _totals.Skipped)
            {
                return;
            }

            _judged = true;
            if (_totals.Compared == 0)
            {
                throw VcfPreflight.ForeignGenome(_order?.Contigs.Keys ?? [], request.Reference);
            }

            if (_totals.Mismatches >= 10 && _totals.Mismatches * 2 > _totals.Compared)
            {
                throw new VcfException($"{_totals.Mismatches:N0} of the first {_totals.Compared:N0} REF alleles do not match {request.Reference.Title}. The file was called against another reference, or another version of it: choose that one. The first: {_totals.FirstMismatch}", _totals.FirstMismatch?.Line, "REF");
            }
        }

        private async Task WriteAsync(ReadOnlyMemory<byte> packed, CancellationToken cancellation)
        {
            await request.Result.WriteAsync(packed, cancellation);
            _written += packed.Length;
        }

        private void Report()
        {
            _findings.Close();
            if (header.MetaLines.Any(line => line.AsSpan().StartsWith("##INFO=<ID=CSQ,"u8)))
            {
                request.Log.Report("Warning: the input had a CSQ field already; it is replaced.");
            }

            request.Log.Report($"{_totals.Records:N0} records read, {_totals.Records - _totals.Skipped:N0} written, {_totals.Skipped:N0} skipped; {_totals.Mismatches:N0} with a REF that the reference does not have.");
            request.Log.Report(_index.Obstacle is { } obstacle ? $"No index: {obstacle}." : "Indexed.");
            request.Log.Report("Done.");
        }
    }
}
