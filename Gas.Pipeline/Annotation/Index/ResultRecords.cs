using System.Buffers;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Reads single records out of a result, by their places and in their order; what lies between them is passed over. For one reader.</summary>
/// <param name="open">Opens the result at a byte.</param>
/// <param name="isPacked">Whether it is bgzip.</param>
internal sealed class ResultRecords(Func<long, CancellationToken, Task<Stream>> open, bool isPacked) : IAsyncDisposable
{
    /// <summary>Bytes that are sooner read and thrown away than left out.</summary>
    private const long Near = 128 * 1024;

    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly byte[] _block = new byte[64 * 1024];
    private Stream? _file;
    private CountingStream? _counted;
    private Stream? _text;
    private long _opened;
    private long _start = -1;
    private int _length;

    /// <summary>Where the next block begins.</summary>
    private long Next => _counted is null ? -1 : _opened + _counted.Count;

    /// <summary>The record's line without its end; valid until the next call.</summary>
    /// <exception cref="EndOfStreamException">The result ends before it.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(VariantPlace place, CancellationToken cancellation)
    {
        var (start, at) = isPacked ? (place.FileStart, place.Within) : (place.FileStart + place.Within, 0);
        if (!isPacked && _start >= 0 && start >= _start && start < _start + _length)
        {
            (start, at) = (_start, (int)(start - _start));
        }

        if (start != _start)
        {
            await MoveAsync(start, cancellation);
        }

        _line.ResetWrittenCount();
        while (true)
        {
            var rest = _block.AsMemory(at, _length - at);
            var end = rest.Span.IndexOf((byte)'\n');
            if (end >= 0 && _line.WrittenCount == 0)
            {
                return rest[..end];
            }

            _line.Write(end >= 0 ? rest.Span[..end] : rest.Span);
            if (end >= 0 || !await NextBlockAsync(cancellation))
            {
                return _line.WrittenMemory;
            }

            at = 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }

    private async Task MoveAsync(long start, CancellationToken cancellation)
    {
        if (Next < 0 || start < Next || start - Next > Near)
        {
            await OpenAsync(start, cancellation);
        }
        else
        {
            await PassAsync(start - Next, cancellation);
        }

        if (!await NextBlockAsync(cancellation))
        {
            throw new EndOfStreamException("The result is shorter than its index says.");
        }
    }

    private async Task OpenAsync(long start, CancellationToken cancellation)
    {
        if (_file is FileStream { CanSeek: true } local)
        {
            local.Position = start;
        }
        else
        {
            await DisposeAsync();
            _file = await open(start, cancellation);
        }

        _opened = start;
        _counted = new CountingStream(_file);
        _text = isPacked ? new BgzfReader(_counted) : _counted;
    }

    private async Task PassAsync(long bytes, CancellationToken cancellation)
    {
        while (bytes > 0)
        {
            var read = await _counted!.ReadAsync(_block.AsMemory(0, (int)Math.Min(bytes, _block.Length)), cancellation);
            bytes -= read > 0 ? read : throw new EndOfStreamException("The result is shorter than its index says.");
        }
    }

    private async ValueTask<bool> NextBlockAsync(CancellationToken cancellation)
    {
        _start = Next;
        // The reader gives at most one block at a time.
        _length = await _text!.ReadAsync(_block, cancellation);
        return _length > 0;
    }
}
