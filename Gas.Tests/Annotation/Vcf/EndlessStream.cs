using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Tests.Annotation.Vcf;

/// <summary>Gives a beginning and then the same bytes for ever, or as many times as asked; counts what was taken.</summary>
internal sealed class EndlessStream(byte[] head, byte[] again, long times = long.MaxValue) : ForwardStream
{
    private byte[] _part = head;
    private int _at;
    private long _left = times;

    /// <summary>Bytes given so far.</summary>
    public long Given { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var length = 0;
        while (length < buffer.Length && (_at < _part.Length || _left-- > 0))
        {
            (_part, _at) = _at < _part.Length ? (_part, _at) : (again, 0);
            var more = Math.Min(buffer.Length - length, _part.Length - _at);
            _part.AsSpan(_at, more).CopyTo(buffer.Span[length..]);
            _at += more;
            length += more;
        }

        Given += length;
        return ValueTask.FromResult(length);
    }
}
