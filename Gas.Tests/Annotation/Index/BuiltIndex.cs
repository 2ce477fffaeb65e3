using Gas.Pipeline.Annotation.Index;
using Gas.Tests.Annotation.Vcf;

namespace Gas.Tests.Annotation.Index;

/// <summary>Indexes of files in memory.</summary>
internal static class BuiltIndex
{
    /// <summary>The index that is made of a result afterwards.</summary>
    public static async Task<VariantIndex> OfAsync(byte[] result)
    {
        var output = new MemoryStream();
        await VariantIndexBuilder.BuildAsync(new MemoryStream(result), output, new Progress<long>(), TestContext.Current.CancellationToken);
        return VariantIndex.Open(output.ToArray());
    }

    public static Task<VariantIndex> OfAsync(string vcf) => OfAsync(VcfText.Utf8(vcf));

    public static VariantHits Find(this VariantIndex index, VariantFilter filter, VariantOrder? order = null, long skip = 0, int take = int.MaxValue) =>
        VariantSearch.Find(index, filter, order ?? VariantOrder.File, skip, (int)Math.Min(take, index.Records), TestContext.Current.CancellationToken);

    /// <summary>The lines of records, read by where the index says that they lie.</summary>
    public static async Task<List<string>> LinesAsync(this VariantIndex index, byte[] result, IEnumerable<VariantHit> hits)
    {
        await using var records = new ResultRecords((start, _) => Task.FromResult<Stream>(new MemoryStream(result[(int)start..])), index.IsPacked);
        var lines = new List<string>();
        foreach (var hit in hits)
        {
            lines.Add(System.Text.Encoding.UTF8.GetString((await records.ReadAsync(hit.Place, TestContext.Current.CancellationToken)).Span));
        }

        return lines;
    }
}
