using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Makes the variant index of a result that was written without one.</summary>
internal static class VariantIndexBuilder
{
    private const int GroupLength = 1024 * 1024;
    private const int BlockLength = 64 * 1024;

    /// <param name="result">An annotated VCF, bgzip or plain.</param>
    /// <param name="progress">Takes the bytes of <paramref name="result"/> that have been read.</param>
    /// <exception cref="VcfException">It has no header, or a line is no record.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static async Task BuildAsync(Stream result, Stream output, IProgress<long> progress, CancellationToken cancellation)
    {
        var magic = new byte[FileKind.Needed];
        var head = magic.AsMemory(0, await result.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellation));
        var isPacked = FileKind.IsBgzip(head.Span);
        await using var file = new CountingStream(new HeadedStream(head, result));
        Stream text = isPacked ? new BgzfReader(file) : file;
        var (run, buffer, length) = (new Run(new VariantIndexWriter(output)), new byte[GroupLength + BlockLength], 0);
        while (true)
        {
            if (buffer.Length - length < BlockLength)
            {
                Array.Resize(ref buffer, checked(buffer.Length * 2));
            }

            run.Blocks.Add(new TextBlock(file.Count, length));
            var read = await text.ReadAsync(buffer.AsMemory(length, BlockLength), cancellation);
            length += read;
            if (read == 0 || length >= GroupLength)
            {
                var taken = await run.TakeAsync(buffer.AsMemory(0, length), read == 0, cancellation);
                buffer.AsSpan(taken, length - taken).CopyTo(buffer);
                length -= taken;
                progress.Report(file.Count);
            }

            if (read == 0)
            {
                break;
            }
        }

        await run.FinishAsync(isPacked, cancellation);
    }

    private sealed class Run(VariantIndexWriter writer)
    {
        private readonly VcfHeader _header = new();
        private ConsequenceLayout? _layout;
        private byte[] _key = [];
        private VariantGroupBuilder? _builder;
        private long _line;

        /// <summary>Blocks that hold text not yet taken; the last may have none.</summary>
        public List<TextBlock> Blocks { get; private set; } = [];

        /// <summary>Takes whole lines; the number of bytes taken.</summary>
        public async Task<int> TakeAsync(ReadOnlyMemory<byte> text, bool isLast, CancellationToken cancellation)
        {
            var at = Read(text.Span, isLast);
            if (_builder?.Finish() is { } group)
            {
                using (group)
                {
                    await writer.WriteAsync(group, [.. Blocks], cancellation);
                }
            }

            // The block in which the rest begins, and those behind it, as seen from there.
            var last = Blocks.FindLastIndex(block => block.TextStart <= at);
            Blocks = [.. Blocks.Skip(Math.Max(last, 0)).Select(block => block with { TextStart = block.TextStart - at })];
            return at;
        }

        public async Task FinishAsync(bool isPacked, CancellationToken cancellation)
        {
            if (!_header.IsComplete)
            {
                throw new VcfException("The result has no header.", field: "header");
            }

            await writer.FinishAsync(_layout, _header.ColumnLine, isPacked, cancellation);
        }

        private int Read(ReadOnlySpan<byte> text, bool isLast)
        {
            var at = 0;
            while (at < text.Length)
            {
                var end = text[at..].IndexOf((byte)'\n');
                if (end < 0 && !isLast)
                {
                    break;
                }

                var line = end < 0 ? text[at..] : text.Slice(at, end);
                ReadLine(line is [.., (byte)'\r'] ? line[..^1] : line, at);
                at = end < 0 ? text.Length : at + end + 1;
            }

            return at;
        }

        private void ReadLine(ReadOnlySpan<byte> line, int at)
        {
            _line++;
            if (!_header.IsComplete)
            {
                _header.Add(line, []);
                _layout = _header.IsComplete ? ConsequenceLayout.Of(_header.MetaLines) : null;
                _key = System.Text.Encoding.UTF8.GetBytes($"{_layout?.Key}=");
                _builder = _header.IsComplete ? new VariantGroupBuilder(_layout, _header.Samples, _header.CountsAlleles) : null;
            }
            else if (!line.IsEmpty)
            {
                if (!VcfRecord.TryParse(line, out var record, out var fault))
                {
                    throw new VcfException($"Line {_line} of the result is no record: {fault.Message}", _line, fault.Field);
                }

                _builder!.Add(record, _layout is null ? default : InfoColumn.Find(record.Info, _key), ChunkAnnotator.EndOf(record), at);
            }
        }
    }
}
