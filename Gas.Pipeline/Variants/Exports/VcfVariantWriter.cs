using System.Buffers;
using System.Text;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Pipeline.Variants.Exports;

/// <summary>A VCF with the result's header and a line that tells the filter, as bgzip.</summary>
internal sealed class VcfVariantWriter(VariantIndex index, Stream output) : VariantWriter(index)
{
    private readonly byte[] _text = new byte[BgzfBlock.TextLength];
    private readonly ArrayBufferWriter<byte> _packed = new(BgzfBlock.Length);
    private int _length;
    private int _blocks;

    public override async Task BeginAsync(IReadOnlyList<string> header, string filter, CancellationToken cancellation)
    {
        foreach (var line in header.SkipLast(1).Where(line => !line.StartsWith("##gas_filter=", StringComparison.Ordinal)))
        {
            await WriteAsync(Encoding.UTF8.GetBytes(line), cancellation);
        }

        if (filter.Length > 0)
        {
            await WriteAsync(Encoding.UTF8.GetBytes($"##gas_filter={filter}"), cancellation);
        }

        await WriteAsync(Encoding.UTF8.GetBytes(header[^1]), cancellation);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        await AppendAsync(line, cancellation);
        await AppendAsync("\n"u8.ToArray(), cancellation);
    }

    public override async Task FinishAsync(CancellationToken cancellation)
    {
        await FlushAsync(cancellation);
        await output.WriteAsync(BgzfBlock.End.ToArray(), cancellation);
    }

    private async ValueTask AppendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        while (!text.IsEmpty)
        {
            var taken = Math.Min(text.Length, _text.Length - _length);
            text[..taken].CopyTo(_text.AsMemory(_length));
            text = text[taken..];
            _length += taken;
            if (_length == _text.Length)
            {
                await FlushAsync(cancellation);
            }
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        if (_length > 0)
        {
            _packed.ResetWrittenCount();
            BgzfBlock.Append(_text.AsSpan(0, _length), _packed, _blocks++);
            _length = 0;
            await output.WriteAsync(_packed.WrittenMemory, cancellation);
        }
    }
}
