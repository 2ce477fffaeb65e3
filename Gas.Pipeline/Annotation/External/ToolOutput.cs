using System.Text;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.External;

/// <summary>What a tool writes: looked at as it comes, packed and indexed.</summary>
internal sealed class ToolOutput(ToolProfile profile, AnnotationRequest request, ToolFeed feed, ResultWriter writer, string version)
{
    private readonly ToolTally _tally = new(profile.Field);
    private ConsequenceLayout? _layout;

    /// <summary>Of the output: records, consequences and genes.</summary>
    public ChunkTotals Totals { get; } = new();

    /// <exception cref="AnnotatorException">It is no VCF.</exception>
    public async Task ReadAsync(Stream stream, CancellationToken cancellation)
    {
        try
        {
            await using var source = await VcfSource.OpenAsync(stream, cancellation);
            var lines = new LineChunker(source);
            var (header, rest) = await HeaderReader.ReadAsync(lines, [], cancellation);
            await WriteHeaderAsync(header, cancellation);
            _layout = profile.Field is null ? null : ConsequenceLayout.Of(header.MetaLines, profile.Field);
            var variants = request.Variants is null ? null : new VariantGroupBuilder(_layout, header.Samples, header.CountsAlleles);
            for (var chunk = rest ?? await lines.ReadAsync(cancellation); chunk is not null; chunk = await lines.ReadAsync(cancellation))
            {
                using var counted = _tally.Count(chunk, variants);
                Totals.Add(counted.Totals);
                writer.Follow(counted, counted.Findings);
                await writer.WriteAsync(counted, cancellation);
            }
        }
        catch (VcfException fault)
        {
            throw new AnnotatorException($"{profile.Title} wrote something that is no VCF: {fault.Message} Tell the operator of this service.", fault);
        }
    }

    /// <summary>To be called when the tool has ended well.</summary>
    /// <exception cref="AnnotatorException">It has lost or added records.</exception>
    public Task FinishAsync(CancellationToken cancellation) => Totals.Records == feed.Records
        ? writer.FinishAsync(_layout, cancellation)
        : throw new AnnotatorException($"{profile.Title} was given {feed.Records:N0} records but wrote {Totals.Records:N0}. Nothing of it is kept. Tell the operator of this service.");

    private Task WriteHeaderAsync(VcfHeader header, CancellationToken cancellation)
    {
        if (profile.Field is { } field && !header.MetaLines.Any(line => line.AsSpan().StartsWith(Encoding.UTF8.GetBytes($"##INFO=<ID={field},"))))
        {
            throw new AnnotatorException($"{profile.Title} wrote a VCF without the field {field}, which it should add. Tell the operator of this service.");
        }

        // Lines of free form that a tool adds tell its command line, with our paths and the time of day: the result would never be the same twice.
        var known = feed.Header.MetaLines.Select(Encoding.UTF8.GetString).ToHashSet();
        return writer.WriteHeaderAsync(
            [
                .. header.MetaLines.Where(line => !line.AsSpan().StartsWith("##gas_"u8) && (line.AsSpan().IndexOf("=<"u8) > 0 || line.AsSpan().StartsWith("##fileformat="u8) || known.Contains(Encoding.UTF8.GetString(line)))),
                .. Provenance.Lines(version, request),
                header.ColumnLine,
            ],
            cancellation);
    }
}
