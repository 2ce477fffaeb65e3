using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Text that grows in a buffer of the run's own pool: chunks follow each other quickly, and fresh memory for each costs more than what is written into it. There are as many buffers as chunks under way.</summary>
internal sealed class PooledText(ConcurrentBag<byte[]> pool, int length) : IBufferWriter<byte>, IDisposable
{
    // Rounded up, so that a chunk a little longer than the last one finds room in its buffer.
    private byte[] _buffer = pool.TryTake(out var rested) && rested.Length >= length ? rested : new byte[BitOperations.RoundUpToPowerOf2((uint)length)];

    public int WrittenCount { get; private set; }

    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, WrittenCount);

    public Span<byte> WrittenSpan => _buffer.AsSpan(0, WrittenCount);

    public void Write(ReadOnlySpan<byte> more)
    {
        more.CopyTo(GetSpan(more.Length));
        WrittenCount += more.Length;
    }

    public void Advance(int count) => WrittenCount += count;

    /// <summary>Takes text off the front; the rest moves up.</summary>
    public void RemoveFirst(int count)
    {
        _buffer.AsSpan(count, WrittenCount - count).CopyTo(_buffer);
        WrittenCount -= count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _buffer.AsMemory(WrittenCount);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _buffer.AsSpan(WrittenCount);
    }

    public void Dispose()
    {
        pool.Add(_buffer);
        _buffer = [];
    }

    private void Ensure(int more)
    {
        if (_buffer.Length - WrittenCount >= Math.Max(more, 1))
        {
            return;
        }

        Array.Resize(ref _buffer, checked(Math.Max(_buffer.Length + (_buffer.Length / 2), WrittenCount + more)));
    }
}
