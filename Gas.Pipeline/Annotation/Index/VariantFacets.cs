using System.Numerics;

namespace Gas.Pipeline.Annotation.Index;

/// <summary>What a file has, with the number of its records: what there is to choose from.</summary>
public sealed class VariantFacets
{
    private readonly Dictionary<string, long> _contigs = [];
    private readonly Dictionary<string, long> _filters = [];
    private readonly Dictionary<string, long> _genes = [];
    private readonly long[] _consequences = new long[VariantWords.Consequences.Names.Count];
    private readonly long[] _impacts = new long[VariantWords.Impacts.Names.Count];
    private readonly long[] _classes = new long[VariantWords.Classes.Names.Count];
    private readonly long[] _significances = new long[VariantWords.Significances.Names.Count];
    private readonly long[] _genotypes = new long[VariantWords.Genotypes.Names.Count];
    private readonly Dictionary<string, uint> _geneRanks;
    private readonly Dictionary<string, uint> _filterRanks;

    private VariantFacets(VariantIndex index)
    {
        var values = Array.Empty<int>();
        foreach (var group in index.Groups)
        {
            values = values.Length < group.Rows ? new int[group.Rows] : values;
            var rows = values.AsSpan(0, group.Rows);
            Count(group, GroupColumn.Contig, rows, group.CountOf(GroupTable.Contigs), (code, count) => Add(_contigs, group.Text(GroupTable.Contigs, code), count));
            Count(group, GroupColumn.Filter, rows, group.CountOf(GroupTable.Filters), (code, count) => Add(_filters, group.Text(GroupTable.Filters, code), count));
            Count(group, GroupColumn.Terms, rows, group.CountOf(GroupTable.Terms), (code, count) => AddTerms(group.Mask(code), count));
            Count(group, GroupColumn.Genes, rows, group.CountOf(GroupTable.GeneSets), (code, count) => AddGenes(group, code, count));
            CountBits(group, GroupColumn.Classes, rows, _classes);
            CountBits(group, GroupColumn.Significances, rows, _significances);
            CountBits(group, GroupColumn.Genotypes, rows, _genotypes);
            HasFrequencies |= group.Column(GroupColumn.Frequency).Largest != SortableNumber.Missing;
            HasQualities |= group.Column(GroupColumn.Quality).Largest != SortableNumber.Missing;
            HasIds |= group.Column(GroupColumn.Known).Largest == 1;
        }

        (_geneRanks, _filterRanks) = (Ranks(_genes.Keys), Ranks(_filters.Keys));
    }

    /// <summary>In the file's order.</summary>
    public IReadOnlyDictionary<string, long> Contigs => _contigs;

    /// <summary>Values of the FILTER column.</summary>
    public IReadOnlyDictionary<string, long> Filters => _filters;

    /// <summary>Records that touch the gene.</summary>
    public IReadOnlyDictionary<string, long> Genes => _genes;

    /// <summary>By the most severe consequence.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Consequences => Named(VariantWords.Consequences, _consequences);

    /// <summary>By the most severe consequence.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Impacts => Named(VariantWords.Impacts, _impacts);

    public IReadOnlyList<KeyValuePair<string, long>> Classes => Named(VariantWords.Classes, _classes);

    public IReadOnlyList<KeyValuePair<string, long>> Significances => Named(VariantWords.Significances, _significances);

    public IReadOnlyList<KeyValuePair<string, long>> Genotypes => Named(VariantWords.Genotypes, _genotypes);

    public bool HasFrequencies { get; }

    public bool HasIds { get; }

    public bool HasQualities { get; }

    internal static VariantFacets Of(VariantIndex index) => new(index);

    /// <summary>The gene's place in the alphabet.</summary>
    internal uint RankOfGene(string name) => _geneRanks[name];

    internal uint RankOfFilter(string name) => _filterRanks[name];

    private static Dictionary<string, uint> Ranks(IEnumerable<string> names) => names.Order(StringComparer.OrdinalIgnoreCase).Select((name, rank) => (name, rank)).ToDictionary(pair => pair.name, pair => (uint)pair.rank);

    private static KeyValuePair<string, long>[] Named(Vocabulary words, long[] counts) => [.. words.Names.Select((name, index) => KeyValuePair.Create(name, counts[index])).Where(pair => pair.Value > 0)];

    private static void Add(Dictionary<string, long> counts, string name, long count) => counts[name] = counts.GetValueOrDefault(name) + count;

    private static void Count(VariantGroup group, GroupColumn column, Span<int> values, int codes, Action<int, long> add)
    {
        var counts = new long[codes];
        group.Column(column).Read(values);
        foreach (var code in values)
        {
            counts[code]++;
        }

        for (var code = 0; code < codes; code++)
        {
            add(code, counts[code]);
        }
    }

    private static void CountBits(VariantGroup group, GroupColumn column, Span<int> values, long[] counts)
    {
        if (group.Column(column).Largest == 0)
        {
            return;
        }

        group.Column(column).Read(values);
        foreach (var value in values)
        {
            for (var bits = (uint)value; bits != 0; bits &= bits - 1)
            {
                counts[BitOperations.TrailingZeroCount(bits)]++;
            }
        }
    }

    private void AddTerms(ulong mask, long count)
    {
        if (mask != 0)
        {
            _consequences[BitOperations.TrailingZeroCount(mask)] += count;
            _impacts[BitOperations.TrailingZeroCount(mask >> ConsequenceReader.ImpactShift)] += count;
        }
    }

    private void AddGenes(VariantGroup group, int set, long count)
    {
        foreach (var gene in group.GeneSet(set))
        {
            Add(_genes, group.Text(GroupTable.Genes, gene), count);
        }
    }
}
