using System.Buffers;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>Whole lines of a VCF, in a rented buffer.</summary>
/// <param name="FirstLine">1-based number of the first line.</param>
/// <param name="RawBytes">Bytes of the input consumed when this was read.</param>
internal sealed record TextChunk(byte[] Buffer, int Length, long FirstLine, long RawBytes) : IDisposable
{
    public ReadOnlySpan<byte> Text => Buffer.AsSpan(0, Length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(Buffer);
}
