using System.Runtime.CompilerServices;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Variants;

/// <summary>Reads records out of jobs' results by their places.</summary>
public sealed class VariantRecords(IFileStore files)
{
    private const int Lanes = 8;

    /// <summary>Places that lie so close together are read in one go.</summary>
    private const long Near = 1024 * 1024;

    /// <summary>The records of a page, in its order.</summary>
    /// <exception cref="FileNotFoundException">The result has just been moved or deleted.</exception>
    public async Task<IReadOnlyList<VariantRecord>> ReadAsync(Job job, VariantIndex index, IReadOnlyList<VariantHit> hits, CancellationToken cancellation)
    {
        if (hits.Count == 0)
        {
            return [];
        }

        // Where files lie far away each place costs a request: several are asked for at once.
        var records = new VariantRecord[hits.Count];
        var sorted = Enumerable.Range(0, hits.Count).OrderBy(number => hits[number].Place).ToArray();
        var spread = hits[sorted[^1]].Place.FileStart - hits[sorted[0]].Place.FileStart;
        await Task.WhenAll(sorted.Chunk(spread < Near ? hits.Count : (hits.Count + Lanes - 1) / Lanes).Select(async lane =>
        {
            await using var reader = Open(job, index);
            foreach (var number in lane)
            {
                var line = await reader.ReadAsync(hits[number].Place, cancellation);
                records[number] = VariantRecord.Parse(line.Span, index.Layout);
            }
        }));
        return records;
    }

    /// <summary>The lines of all records that pass, in the result's order; each is valid until the next.</summary>
    /// <exception cref="FileNotFoundException">The result has just been moved or deleted.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(Job job, VariantIndex index, VariantFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var reader = Open(job, index);
        foreach (var places in VariantSearch.Places(index, filter))
        {
            foreach (var place in places)
            {
                yield return await reader.ReadAsync(place, cancellation);
            }
        }
    }

    /// <summary>The lines of the result's header.</summary>
    /// <exception cref="FileNotFoundException">The result has just been moved or deleted.</exception>
    public async Task<IReadOnlyList<string>> HeaderAsync(Job job, CancellationToken cancellation)
    {
        await using var file = await OpenAsync(job, 0, cancellation);
        return await ResultHeader.ReadAsync(file, cancellation);
    }

    private ResultRecords Open(Job job, VariantIndex index) => new((start, token) => OpenAsync(job, start, token), index.IsPacked);

    private async Task<Stream> OpenAsync(Job job, long start, CancellationToken cancellation) =>
        await files.OpenAsync(job.Result!.Vcf.Key, start, cancellation) ?? throw new FileNotFoundException("The job's result has just been moved or deleted.");
}
