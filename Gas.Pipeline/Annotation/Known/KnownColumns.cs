namespace Gas.Pipeline.Annotation.Known;

/// <summary>The columns of CSQ that a reference's known variants and regions add, in their order: ids, significance, then each source's own.</summary>
internal sealed class KnownColumns
{
    public KnownColumns(IReadOnlyList<KnownFile> sources, IReadOnlyList<RegionFile> regions)
    {
        var titles = sources.SelectMany(source => source.Columns).Distinct().OrderBy(title => title switch { KnownColumn.Ids => 0, KnownColumn.Significance => 1, _ => 2 }).ToList();
        Filled = titles.ConvertAll(title => sources.Select((source, index) => (index, source.Columns.ToList().IndexOf(title) + 1)).Where(pair => pair.Item2 > 0).ToArray());
        Sources = sources;
        Regions = regions;
        Titles = [.. titles, .. regions.Select(region => region.Source)];
    }

    /// <summary>Their names, as the header says them.</summary>
    public IReadOnlyList<string> Titles { get; }

    public IReadOnlyList<KnownFile> Sources { get; }

    /// <summary>For each column but the regions': the sources that fill it, as indexes, each with its number of the column.</summary>
    public IReadOnlyList<(int Source, int Column)[]> Filled { get; }

    public IReadOnlyList<RegionFile> Regions { get; }
}
