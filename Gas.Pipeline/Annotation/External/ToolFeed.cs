using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.External;

/// <summary>The input as a tool gets it: checked as our own engine checks it, without the records that nobody could read.</summary>
internal sealed class ToolFeed(AnnotationRequest request, VcfSource source)
{
    private readonly LineChunker _lines = new(source);
    private TextChunk? _rest;
    private long _fed;

    public InputJudge Judge { get; } = new(request);

    public VcfHeader Header { get; private set; } = new();

    /// <summary>Bytes given to the tool so far.</summary>
    public long Fed => Interlocked.Read(ref _fed);

    /// <summary>Records given to the tool.</summary>
    public long Records => Judge.Totals.Records - Judge.Totals.Skipped;

    public async Task ReadHeaderAsync(CancellationToken cancellation)
    {
        var findings = new List<VcfFinding>();
        (Header, _rest) = await HeaderReader.ReadAsync(_lines, findings, cancellation);
        findings.AddRange(Header.FindForeignLengths(request.Reference));
        Judge.Judge(findings);
    }

    /// <exception cref="VcfException">The input is at fault.</exception>
    /// <exception cref="BrokenPipeException">The target has been closed.</exception>
    public async Task WriteAsync(Stream target, IProgress<AnnotationProgress>? progress, CancellationToken cancellation)
    {
        foreach (var line in Header.MetaLines.Where(line => !Provenance.IsOurs(line)).Append(Header.ColumnLine))
        {
            byte[] whole = [.. line, (byte)'\n'];
            await WriteAsync(target, whole, cancellation);
        }

        var checker = new ChunkAnnotator(Header, request.Reference, request.Options, null, new ChunkBuffers());
        var order = new RecordOrder(new TabixIndex());
        for (var chunk = _rest ?? await _lines.ReadAsync(cancellation); chunk is not null; chunk = await _lines.ReadAsync(cancellation))
        {
            using var passed = checker.Pass(chunk);
            order.Add(passed, 0, passed.Findings);
            Judge.Take(passed, order.Contigs);
            await WriteAsync(target, passed.Text, cancellation);
            progress?.Report(new AnnotationProgress(Judge.Totals.Records, passed.RawBytes, request.InputLength));
        }

        Judge.Finish(order.Contigs);
    }

    private async Task WriteAsync(Stream target, ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        try
        {
            await target.WriteAsync(text, cancellation);
        }
        catch (IOException fault) when (target is not FileStream)
        {
            throw new BrokenPipeException(fault);
        }

        Interlocked.Add(ref _fed, text.Length);
    }
}
