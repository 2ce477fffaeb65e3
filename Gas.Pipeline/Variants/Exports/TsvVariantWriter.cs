using System.Text;
using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Variants.Exports;

/// <summary>Values separated by tabs: a line for each consequence of a record.</summary>
internal sealed class TsvVariantWriter(VariantIndex index, Stream output) : VariantWriter(index)
{
    private const int Full = 1 << 16;

    private readonly VariantCells _cells = new(index);
    private readonly StringBuilder _text = new();

    public override Task BeginAsync(IReadOnlyList<string> header, string filter, CancellationToken cancellation)
    {
        Append(_cells.Titles);
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        foreach (var row in _cells.Rows(line.Span))
        {
            Append(row);
        }

        return _text.Length < Full ? ValueTask.CompletedTask : FlushAsync(cancellation);
    }

    public override async Task FinishAsync(CancellationToken cancellation) => await FlushAsync(cancellation);

    private void Append(IEnumerable<string> cells) => _text.AppendJoin('\t', cells.Select(SpreadsheetCell.Of)).Append('\n');

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(_text.ToString()), cancellation);
        _text.Clear();
    }
}
