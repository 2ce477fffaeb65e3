namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>The text of a VCF, whatever it is packed in: plain, gzip or bgzip, told apart by its first bytes.</summary>
internal sealed class VcfSource : IAsyncDisposable
{
    private readonly CountingStream _raw;
    private readonly Stream _text;
    private readonly bool _compressed;
    private long _textBytes;

    private VcfSource(CountingStream raw, Stream text, bool compressed)
    {
        _raw = raw;
        _text = text;
        _compressed = compressed;
    }

    /// <summary>Bytes of the input consumed, as it was uploaded.</summary>
    public long RawBytes => _raw.Count;

    /// <exception cref="VcfException">The file is empty, or is plainly something else.</exception>
    public static async Task<VcfSource> OpenAsync(Stream input, CancellationToken cancellation)
    {
        var counted = new CountingStream(input);
        var head = await ReadHeadAsync(counted, cancellation);
        var raw = new HeadedStream(head, counted);
        if (!FileKind.IsGzip(head.Span))
        {
            return FileKind.IsVcf(head.Span) ? new VcfSource(counted, raw, false) : throw FileKind.Refuse(head.Span);
        }

        Stream unpacked = FileKind.IsBgzip(head.Span) ? new BgzfReader(raw) : new GzipReader(raw);
        try
        {
            var text = await ReadHeadAsync(unpacked, cancellation);
            return FileKind.IsVcf(text.Span) ? new VcfSource(counted, new HeadedStream(text, unpacked), true) : throw FileKind.Refuse(text.Span);
        }
        catch (InvalidDataException fault)
        {
            throw Damaged(counted.Count, fault);
        }
    }

    /// <summary>Fills the buffer unless the text ends; the number of bytes read.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            var read = await _text.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            _textBytes += read;
            if (_compressed && _textBytes > VcfLimits.RatioFrom && _textBytes / VcfLimits.Ratio > RawBytes)
            {
                throw new VcfException($"The file grows more than {VcfLimits.Ratio} times when it is unpacked ({_textBytes:N0} bytes so far), which no VCF does. It is not read further.");
            }

            return read;
        }
        catch (InvalidDataException fault)
        {
            throw Damaged(RawBytes, fault);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadHeadAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new byte[FileKind.Needed];
        return head.AsMemory(0, await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation));
    }

    private static VcfException Damaged(long near, InvalidDataException fault) =>
        new($"The compressed file is damaged or cut off (near byte {near:N0}). Upload it again from the original; 'gzip -t' tells whether your copy is whole.", inner: fault);

    public async ValueTask DisposeAsync()
    {
        await _text.DisposeAsync();
        await _raw.DisposeAsync();
    }
}
