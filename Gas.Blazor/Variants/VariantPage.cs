using Gas.Blazor.Components.Variants;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Variants;

namespace Gas.Blazor.Variants;

/// <summary>A page of the table: what was found, and the records that are shown of it.</summary>
/// <param name="Query">As it was asked for, on the last page where it asked for one beyond.</param>
/// <param name="Rows">Without their records where the result is not at hand.</param>
public sealed record VariantPage(VariantQuery Query, VariantHits Hits, IReadOnlyList<VariantRow> Rows)
{
    private const int Size = 50;

    public static int CountOf(long records) => (int)Math.Max(1, (records + Size - 1) / Size);

    public static async Task<VariantPage> FindAsync(Job job, VariantIndex index, VariantQuery query, VariantRecords records, CancellationToken cancellation)
    {
        var hits = await SearchAsync(query);
        if (query.Page > CountOf(hits.Count))
        {
            // An address that someone passed on, or typed.
            query = query with { Page = CountOf(hits.Count) };
            hits = await SearchAsync(query);
        }

        IReadOnlyList<VariantRecord>? lines = null;
        try
        {
            lines = job.IsResultHot ? await records.ReadAsync(job, index, hits.Page, cancellation) : null;
        }
        catch (FileNotFoundException)
        {
            // Archived just now: the index tells what stays, and a live page hears of it in a moment.
        }

        return new VariantPage(query, hits, [.. hits.Page.Select((hit, number) => new VariantRow(hit, lines?[number], index.Layout))]);

        Task<VariantHits> SearchAsync(VariantQuery asked) =>
            Task.Run(() => VariantSearch.Find(index, asked.Filter, asked.Order, (asked.Page - 1L) * Size, Size, cancellation), cancellation);
    }
}
