using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Variants.Exports;

/// <summary>Writes the records of a job that pass a filter, in the result's order, as they are read: memory does not grow with their number.</summary>
public sealed class VariantExport(VariantRecords records)
{
    /// <param name="filterText">The filter as it stands in an address, for the header of a VCF.</param>
    /// <exception cref="FileNotFoundException">The result has just been moved or deleted.</exception>
    public async Task WriteAsync(Job job, VariantIndex index, VariantFilter filter, string filterText, ExportFormat format, Stream output, CancellationToken cancellation)
    {
        await using var writer = format.NewWriter(index, output);
        await writer.BeginAsync(await records.HeaderAsync(job, cancellation), filterText, cancellation);
        await foreach (var line in records.LinesAsync(job, index, filter, cancellation))
        {
            await writer.WriteAsync(line, cancellation);
        }

        await writer.FinishAsync(cancellation);
    }
}
