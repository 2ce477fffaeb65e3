using System.Text;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>Finds the rows of one group after the other that pass a filter. Holds scratch space: for one search.</summary>
internal sealed class VariantScan(VariantFilter filter)
{
    private readonly TextMatch? _text = string.IsNullOrEmpty(filter.Text) ? null : new TextMatch(Encoding.UTF8.GetBytes(filter.Text));
    private int[] _values = [];
    private int[] _ends = [];
    private bool[] _passes = [];

    /// <summary>For each row whether it passes; valid until the next call. Empty where none does.</summary>
    public ReadOnlySpan<bool> Match(VariantGroup group)
    {
        if (_values.Length < group.Rows)
        {
            (_values, _ends, _passes) = (new int[group.Rows], new int[group.Rows], new bool[group.Rows]);
        }

        Array.Fill(_passes, true, 0, group.Rows);
        return MatchRegions(group)
            && MatchGenes(group)
            && MatchTerms(group)
            && MatchTable(group, GroupColumn.Filter, GroupTable.Filters, filter.Filters)
            && MatchBits(group, GroupColumn.Classes, filter.Classes)
            && MatchBits(group, GroupColumn.Significances, filter.Significances)
            && MatchBits(group, GroupColumn.Genotypes, filter.Genotypes)
            && MatchRange(group, GroupColumn.Known, filter.Known == true ? 1 : null, filter.Known == false ? 0 : null)
            && MatchRange(group, GroupColumn.Frequency, Sortable(filter.MinFrequency), Sortable(filter.MaxFrequency))
            && MatchBelow(group, GroupColumn.Frequency, filter.BelowFrequency)
            && MatchRange(group, GroupColumn.Quality, Sortable(filter.MinQuality), Sortable(filter.MaxQuality))
            && MatchBelow(group, GroupColumn.Quality, filter.BelowQuality)
            && MatchText(group)
            ? _passes.AsSpan(0, group.Rows)
            : default;
    }

    /// <summary>Only what is known.</summary>
    private bool MatchBelow(VariantGroup group, GroupColumn column, float? bound) =>
        MatchRange(group, column, bound is null ? null : SortableNumber.Missing + 1, Sortable(bound) - 1);

    private static int? Sortable(float? value) => value is { } number ? SortableNumber.Of(number) : null;

    private bool MatchRegions(VariantGroup group)
    {
        if (filter.Regions.Count == 0)
        {
            return true;
        }

        var wanted = new VariantRegion[group.CountOf(GroupTable.Contigs)][];
        for (var i = 0; i < wanted.Length; i++)
        {
            var name = group.Text(GroupTable.Contigs, i);
            wanted[i] = [.. filter.Regions.Where(region => region.IsOn(name))];
        }

        if (!Keep(group, GroupColumn.Contig, code => wanted[code].Length > 0))
        {
            return false;
        }

        if (filter.Regions.All(region => region is { Start: 1, End: int.MaxValue }))
        {
            return true;
        }

        var contigs = group.Column(GroupColumn.Contig);
        var positions = new int[group.Rows];
        var ends = _ends.AsSpan(0, group.Rows);
        contigs.Read(_values.AsSpan(0, group.Rows));
        group.Column(GroupColumn.Position).Read(positions);
        group.Column(GroupColumn.Span).Read(ends);
        for (var i = 0; i < group.Rows; i++)
        {
            if (_passes[i])
            {
                var (start, end) = (positions[i], positions[i] + (long)ends[i]);
                _passes[i] = Array.Exists(wanted[_values[i]], region => start <= region.End && end >= region.Start);
            }
        }

        return true;
    }

    private bool MatchGenes(VariantGroup group)
    {
        if (filter.Genes.Count == 0)
        {
            return true;
        }

        var wanted = new bool[group.CountOf(GroupTable.Genes)];
        for (var i = 0; i < wanted.Length; i++)
        {
            wanted[i] = filter.Genes.Contains(group.Text(GroupTable.Genes, i), StringComparer.OrdinalIgnoreCase);
        }

        return Array.IndexOf(wanted, true) >= 0 && Keep(group, GroupColumn.Genes, code => Array.Exists(group.GeneSet(code), gene => wanted[gene]), group.CountOf(GroupTable.GeneSets));
    }

    private bool MatchTerms(VariantGroup group) =>
        (filter.Consequences == 0 && filter.Impacts == 0)
        || Keep(group, GroupColumn.Terms, code => IsWanted(group.Mask(code)), group.CountOf(GroupTable.Terms));

    private bool IsWanted(ulong mask)
    {
        var (terms, impacts) = (mask & ((1ul << ConsequenceReader.ImpactShift) - 1), mask >> ConsequenceReader.ImpactShift);
        if (!filter.AnyTranscript)
        {
            // The lowest bits: the most severe.
            (terms, impacts) = (terms & (~terms + 1), impacts & (~impacts + 1));
        }

        return (filter.Consequences == 0 || (terms & filter.Consequences) != 0) && (filter.Impacts == 0 || (impacts & filter.Impacts) != 0);
    }

    private bool MatchTable(VariantGroup group, GroupColumn column, GroupTable table, IReadOnlyList<string> wanted) =>
        wanted.Count == 0 || Keep(group, column, code => wanted.Contains(group.Text(table, code)), group.CountOf(table));

    private bool MatchBits(VariantGroup group, GroupColumn column, ulong wanted)
    {
        if (wanted == 0)
        {
            return true;
        }

        var values = Read(group, column, out var packed);
        if (packed.Largest == packed.Least)
        {
            return ((ulong)packed.Least & wanted) != 0;
        }

        for (var i = 0; i < values.Length; i++)
        {
            _passes[i] &= ((ulong)values[i] & wanted) != 0;
        }

        return true;
    }

    private bool MatchRange(VariantGroup group, GroupColumn column, int? from, int? to)
    {
        if (from is null && to is null)
        {
            return true;
        }

        var (least, largest) = (from ?? int.MinValue, to ?? int.MaxValue);
        var packed = group.Column(column);
        if (packed.Least > largest || packed.Largest < least)
        {
            return false;
        }

        if (packed.Least >= least && packed.Largest <= largest)
        {
            return true;
        }

        var values = Read(group, column, out _);
        for (var i = 0; i < values.Length; i++)
        {
            _passes[i] &= values[i] >= least && values[i] <= largest;
        }

        return true;
    }

    private bool MatchText(VariantGroup group)
    {
        if (_text is not { } text)
        {
            return true;
        }

        var genes = new bool[group.CountOf(GroupTable.Genes)];
        for (var i = 0; i < genes.Length; i++)
        {
            genes[i] = text.IsIn(group.Entry(GroupTable.Genes, i));
        }

        var sets = new bool[group.CountOf(GroupTable.GeneSets)];
        for (var i = 0; i < sets.Length; i++)
        {
            sets[i] = Array.Exists(group.GeneSet(i), gene => genes[gene]);
        }

        var found = new bool[group.Rows];
        var values = Read(group, GroupColumn.Genes, out _);
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = sets[values[i]];
        }

        text.MarkLines(group.Ids, found);
        for (var i = 0; i < found.Length; i++)
        {
            _passes[i] &= found[i];
        }

        return true;
    }

    private bool Keep(VariantGroup group, GroupColumn column, Func<int, bool> isWanted) => Keep(group, column, isWanted, group.Column(column).Largest + 1);

    /// <summary>By the codes of the group's table: each is judged once.</summary>
    private bool Keep(VariantGroup group, GroupColumn column, Func<int, bool> isWanted, int codes)
    {
        var wanted = new bool[codes];
        for (var i = 0; i < codes; i++)
        {
            wanted[i] = isWanted(i);
        }

        if (Array.IndexOf(wanted, true) < 0)
        {
            return false;
        }

        if (Array.IndexOf(wanted, false) < 0)
        {
            return true;
        }

        var values = Read(group, column, out _);
        for (var i = 0; i < values.Length; i++)
        {
            _passes[i] &= wanted[values[i]];
        }

        return true;
    }

    private Span<int> Read(VariantGroup group, GroupColumn column, out PackedColumn packed)
    {
        packed = group.Column(column);
        var values = _values.AsSpan(0, group.Rows);
        packed.Read(values);
        return values;
    }
}
