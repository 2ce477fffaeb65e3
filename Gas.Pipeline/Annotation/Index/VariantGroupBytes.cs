using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>The index of one chunk, in a buffer that goes back when it has been written.</summary>
internal sealed record VariantGroupBytes(PooledText Text, int Rows) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes => Text.WrittenMemory;

    public void Dispose() => Text.Dispose();
}
