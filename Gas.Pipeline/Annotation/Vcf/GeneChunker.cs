using System.Buffers;
using Gas.Pipeline.Annotation.Consequences;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Moves the cuts between chunks to places that no coding sequence spans, so that the records of a transcript stay together.</summary>
internal sealed class GeneChunker(LineChunker lines, TextChunk? first, ReferenceBundle reference)
{
    /// <summary>Text of one gene's records; beyond it haplotypes are cut, so that memory stays bounded.</summary>
    private const int Longest = 64 * 1024 * 1024;

    private readonly List<Transcript> _found = [];
    private TextChunk? _next = first;

    /// <summary>How often a cut fell within a coding sequence all the same.</summary>
    public int ForcedCuts { get; private set; }

    public async Task<TextChunk?> ReadAsync(CancellationToken cancellation)
    {
        var chunk = _next ?? await lines.ReadAsync(cancellation);
        _next = null;
        for (var searched = 0; chunk is not null; )
        {
            if (await lines.ReadAsync(cancellation) is not { } more)
            {
                return chunk;
            }

            var cut = FindCut(chunk.Text, searched);
            if (cut == 0 && chunk.Length >= Longest)
            {
                (_next, ForcedCuts) = (more, ForcedCuts + 1);
                return chunk;
            }

            if (cut > 0)
            {
                _next = Join(chunk, cut, more);
                return chunk with { Length = cut };
            }

            searched = chunk.Length;
            var whole = Join(chunk, 0, more);
            chunk.Dispose();
            chunk = whole;
        }

        return null;
    }

    /// <summary>What is left of one chunk from <paramref name="from"/> on, and the next.</summary>
    private static TextChunk Join(TextChunk left, int from, TextChunk right)
    {
        var rest = left.Length - from;
        var buffer = ArrayPool<byte>.Shared.Rent(rest + right.Length);
        left.Text[from..].CopyTo(buffer);
        right.Text.CopyTo(buffer.AsSpan(rest));
        right.Dispose();
        return new TextChunk(buffer, rest + right.Length, left.FirstLine + left.Text[..from].Count((byte)'\n'), right.RawBytes);
    }

    /// <summary>Where the last line begins that may go with the next chunk; 0 for nowhere after <paramref name="from"/>.</summary>
    private int FindCut(ReadOnlySpan<byte> text, int from)
    {
        for (var end = text.Length; end > from;)
        {
            var start = text[..(end - 1)].LastIndexOf((byte)'\n') + 1;
            if (start > 0 && IsOutsideCodingSequences(text[start..end]))
            {
                return start;
            }

            end = start;
        }

        return 0;
    }

    private bool IsOutsideCodingSequences(ReadOnlySpan<byte> line)
    {
        if (!VcfRecord.TryParse(line.TrimEnd("\r\n"u8), out var record, out _))
        {
            return false;
        }

        var contig = reference.FindContig(record.Chrom);
        if (contig < 0)
        {
            return true;
        }

        var position = record.Position;
        reference.FindTranscripts(contig, position, position, _found);
        return !_found.Exists(transcript => transcript.IsCoding && CodingRegion.Span(transcript) is var (start, end) && start < position && position <= end);
    }
}
