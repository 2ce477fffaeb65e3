namespace Gas.Tests.Contracts;

/// <summary>Content whose reading is interrupted in the middle.</summary>
internal sealed class InterruptedStream(byte[] content, int at, Action interrupt) : MemoryStream(content)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= at)
        {
            interrupt();
        }

        return base.ReadAsync(buffer, cancellationToken);
    }
}
