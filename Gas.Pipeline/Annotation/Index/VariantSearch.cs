using System.Runtime.InteropServices;
using System.Text;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Answers questions from an index alone: no record is read.</summary>
public static class VariantSearch
{
    /// <summary>Counts the records that pass, and gives those from <paramref name="skip"/> on in the order that is asked for.</summary>
    public static VariantHits Find(VariantIndex index, VariantFilter filter, VariantOrder order, long skip, int take, CancellationToken cancellation)
    {
        var (count, rows) = order == VariantOrder.File ? InFileOrder(index, filter, skip, take, cancellation) : Sorted(index, filter, order, skip, take, cancellation);
        var hits = new VariantHit[rows.Count];
        for (var i = 0; i < hits.Length; i++)
        {
            var group = GroupOf(index, rows[i]);
            hits[i] = HitOf(group, (int)(rows[i] - group.FirstRow));
        }

        GC.KeepAlive(index);
        return new VariantHits(count, hits);
    }

    /// <summary>Where the records that pass lie in the result, in its order, a group at a time.</summary>
    internal static IEnumerable<IReadOnlyList<VariantPlace>> Places(VariantIndex index, VariantFilter filter)
    {
        var scan = new VariantScan(filter);
        foreach (var group in index.Groups)
        {
            if (PlacesIn(group, scan) is { Count: > 0 } places)
            {
                yield return places;
            }
        }

        GC.KeepAlive(index);
    }

    private static List<VariantPlace> PlacesIn(VariantGroup group, VariantScan scan)
    {
        var passes = scan.Match(group);
        var places = new List<VariantPlace>();
        if (passes.IsEmpty)
        {
            return places;
        }

        var offsets = new int[group.Rows];
        group.Column(GroupColumn.Offset).Read(offsets);
        for (var i = 0; i < passes.Length; i++)
        {
            if (passes[i])
            {
                var (fileStart, within) = group.Find(offsets[i]);
                places.Add(new VariantPlace(fileStart, within));
            }
        }

        return places;
    }

    private static (long Count, List<long> Rows) InFileOrder(VariantIndex index, VariantFilter filter, long skip, int take, CancellationToken cancellation)
    {
        var rows = new List<long>(take);
        if (filter.IsEmpty)
        {
            for (var row = skip; row < Math.Min(index.Records, skip + take); row++)
            {
                rows.Add(row);
            }

            return (index.Records, rows);
        }

        var (count, scan) = (0L, new VariantScan(filter));
        foreach (var group in index.Groups)
        {
            cancellation.ThrowIfCancellationRequested();
            var passes = scan.Match(group);
            var found = passes.Count(true);
            if (count + found > skip && rows.Count < take)
            {
                var seen = count;
                for (var i = 0; i < passes.Length && rows.Count < take; i++)
                {
                    if (passes[i] && seen++ >= skip)
                    {
                        rows.Add(group.FirstRow + i);
                    }
                }
            }

            count += found;
        }

        return (count, rows);
    }

    private static (long Count, List<long> Rows) Sorted(VariantIndex index, VariantFilter filter, VariantOrder order, long skip, int take, CancellationToken cancellation)
    {
        var (scan, keys, found) = (new VariantScan(filter), new SortKeys(index, order), new List<ulong>());
        foreach (var group in index.Groups)
        {
            cancellation.ThrowIfCancellationRequested();
            keys.AddTo(found, group, scan.Match(group));
        }

        var rows = new List<long>(take);
        foreach (var key in QuickSelect.Slice(CollectionsMarshal.AsSpan(found), (int)Math.Min(skip, found.Count), take))
        {
            rows.Add((uint)key);
        }

        return (found.Count, rows);
    }

    private static VariantGroup GroupOf(VariantIndex index, long row)
    {
        var (low, high) = (0, index.Groups.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = index.Groups[middle].FirstRow <= row ? (middle, high) : (low, middle - 1);
        }

        return index.Groups[low];
    }

    private static VariantHit HitOf(VariantGroup group, int row)
    {
        var mask = group.Mask(Value(GroupColumn.Terms));
        var impacts = mask >> ConsequenceReader.ImpactShift;
        var (fileStart, within) = group.Find(Value(GroupColumn.Offset));
        return new VariantHit(
            group.FirstRow + row,
            group.Text(GroupTable.Contigs, Value(GroupColumn.Contig)),
            Value(GroupColumn.Position),
            Value(GroupColumn.Position) + Value(GroupColumn.Span),
            SortableNumber.ToFloat(Value(GroupColumn.Quality)),
            group.Text(GroupTable.Filters, Value(GroupColumn.Filter)),
            mask & ((1ul << ConsequenceReader.ImpactShift) - 1),
            impacts == 0 ? null : VariantWords.Impacts.NamesOf(impacts).First(),
            [.. group.GeneSet(Value(GroupColumn.Genes)).Select(gene => group.Text(GroupTable.Genes, gene))],
            (ulong)Value(GroupColumn.Classes),
            (ulong)Value(GroupColumn.Significances),
            (ulong)Value(GroupColumn.Genotypes),
            SortableNumber.ToFloat(Value(GroupColumn.Frequency)),
            Encoding.UTF8.GetString(LineOf(group.Ids, row)).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            Place = new VariantPlace(fileStart, within),
        };

        int Value(GroupColumn column) => group.Column(column).ValueOf(row);
    }

    private static ReadOnlySpan<byte> LineOf(ReadOnlySpan<byte> lines, int number)
    {
        for (; number > 0 && !lines.IsEmpty; number--)
        {
            lines = lines[(lines.IndexOf((byte)'\n') + 1)..];
        }

        return lines.IsEmpty ? default : lines[..lines.IndexOf((byte)'\n')];
    }
}
