namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Reads the header off the front of the first chunks.</summary>
internal static class HeaderReader
{
    /// <summary>The header, and what is left of the chunk in which it ended (null when nothing follows it).</summary>
    /// <exception cref="VcfException">The file is no VCF or ends within its header.</exception>
    public static async Task<(VcfHeader Header, TextChunk? Remainder)> ReadAsync(LineChunker lines, List<VcfFinding> findings, CancellationToken cancellation)
    {
        var header = new VcfHeader();
        var bytes = 0L;
        while (await lines.ReadAsync(cancellation) is { } chunk)
        {
            var end = Take(chunk.Text, header, findings);
            bytes += end;
            if (header.IsComplete)
            {
                return (header, Cut(chunk, end, header.Lines + 1));
            }

            chunk.Dispose();
            if (bytes > VcfLimits.Header)
            {
                throw new VcfException($"The header is longer than {VcfLimits.Header / (1024 * 1024)} MiB. The file is not a VCF, or its header is broken.", header.Lines, "header");
            }
        }

        throw new VcfException($"The file ends after line {header.Lines}, before the line that begins with '#CHROM' and names the columns. It was cut off, or is not a VCF.", header.Lines, "header");
    }

    /// <summary>Takes header lines until the last one; the number of bytes taken.</summary>
    public static int Take(ReadOnlySpan<byte> text, VcfHeader header, List<VcfFinding> findings)
    {
        var at = 0;
        while (at < text.Length && !header.IsComplete)
        {
            var length = text[at..].IndexOf((byte)'\n');
            var line = length < 0 ? text[at..] : text.Slice(at, length);
            header.Add(line is [.., (byte)'\r'] ? line[..^1] : line, findings);
            at = length < 0 ? text.Length : at + length + 1;
        }

        return at;
    }

    private static TextChunk? Cut(TextChunk chunk, int from, long line)
    {
        if (from == chunk.Length)
        {
            chunk.Dispose();
            return null;
        }

        chunk.Text[from..].CopyTo(chunk.Buffer);
        return chunk with { Length = chunk.Length - from, FirstLine = line };
    }
}
