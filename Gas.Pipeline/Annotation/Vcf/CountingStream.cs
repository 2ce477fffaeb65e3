namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Counts the bytes that are read through it. The inner stream belongs to somebody else.</summary>
internal sealed class CountingStream(Stream inner) : ForwardStream
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Interlocked.Add(ref _count, read);
        return read;
    }
}
