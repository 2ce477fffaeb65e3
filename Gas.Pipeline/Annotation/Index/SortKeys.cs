using System.Numerics;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Keys of a group's rows for an order: ascending whatever the direction, unknown values last, and the row itself in the lower half.</summary>
internal sealed class SortKeys(VariantIndex index, VariantOrder order)
{
    private const uint Unknown = uint.MaxValue;

    private int[] _values = [];

    public void AddTo(List<ulong> keys, VariantGroup group, ReadOnlySpan<bool> passes)
    {
        var column = ColumnOf(order.By);
        var byCode = KeysByCode(group);
        _values = _values.Length < group.Rows ? new int[group.Rows] : _values;
        group.Column(column).Read(_values.AsSpan(0, group.Rows));
        for (var i = 0; i < passes.Length; i++)
        {
            if (passes[i])
            {
                var row = (ulong)(group.FirstRow + i);
                var key = order.By == VariantSort.Position ? (uint)row : byCode is null ? KeyOf(_values[i]) : byCode[_values[i]];
                keys.Add((ulong)(order.Descending && key != Unknown ? Unknown - 1 - key : key) << 32 | row);
            }
        }
    }

    private static GroupColumn ColumnOf(VariantSort by) => by switch
    {
        VariantSort.Position => GroupColumn.Position,
        VariantSort.Gene => GroupColumn.Genes,
        VariantSort.Consequence => GroupColumn.Terms,
        VariantSort.Class => GroupColumn.Classes,
        VariantSort.Quality => GroupColumn.Quality,
        VariantSort.Filter => GroupColumn.Filter,
        VariantSort.Frequency => GroupColumn.Frequency,
        VariantSort.Significance => GroupColumn.Significances,
    };

    private uint KeyOf(int value) => order.By is VariantSort.Quality or VariantSort.Frequency
        ? value == SortableNumber.Missing ? Unknown : (uint)value ^ 0x8000_0000
        : value == 0 ? Unknown : (uint)BitOperations.TrailingZeroCount(value);

    /// <summary>Keys of the values of the group's tables; null for a column that has none.</summary>
    private uint[]? KeysByCode(VariantGroup group) => order.By switch
    {
        VariantSort.Gene => Each(group.CountOf(GroupTable.GeneSets), code => group.GeneSet(code) is [var first, ..] ? index.Facets.RankOfGene(group.Text(GroupTable.Genes, first)) : Unknown),
        VariantSort.Consequence => Each(group.CountOf(GroupTable.Terms), code => group.Mask(code) is > 0 and var mask ? (uint)BitOperations.TrailingZeroCount(mask) : Unknown),
        VariantSort.Filter => Each(group.CountOf(GroupTable.Filters), code => index.Facets.RankOfFilter(group.Text(GroupTable.Filters, code))),
        _ => null,
    };

    private static uint[] Each(int count, Func<int, uint> key) => [.. Enumerable.Range(0, count).Select(key)];
}
