using System.Buffers;
using System.Text.Json;
using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Variants.Exports;

/// <summary>A JSON object a line.</summary>
internal sealed class JsonVariantWriter : VariantWriter
{
    private const int Full = 1 << 16;

    private readonly ArrayBufferWriter<byte> _text = new(Full);
    private readonly Utf8JsonWriter _json;
    private readonly Stream _output;

    public JsonVariantWriter(VariantIndex index, Stream output)
        : base(index) => (_output, _json) = (output, new Utf8JsonWriter(_text));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        _json.Reset(_text);
        VariantJson.Write(_json, VariantRecord.Parse(line.Span, Index.Layout), Index);
        _json.Flush();
        _text.Write("\n"u8);
        return _text.WrittenCount < Full ? ValueTask.CompletedTask : FlushAsync(cancellation);
    }

    public override async Task FinishAsync(CancellationToken cancellation) => await FlushAsync(cancellation);

    public override async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync();
        await base.DisposeAsync();
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await _output.WriteAsync(_text.WrittenMemory, cancellation);
        _text.ResetWrittenCount();
    }
}
