using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Variants.Exports;

/// <summary>Writes chosen records in one format, as they come.</summary>
internal abstract class VariantWriter(VariantIndex index) : IAsyncDisposable
{
    protected VariantIndex Index { get; } = index;

    /// <param name="header">Lines of the result's header.</param>
    /// <param name="filter">The filter as it stands in an address; empty where all records are written.</param>
    public virtual Task BeginAsync(IReadOnlyList<string> header, string filter, CancellationToken cancellation) => Task.CompletedTask;

    /// <param name="line">Of the result, without its end.</param>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation);

    /// <summary>Writes what stands at the end; without it the file is not whole.</summary>
    public abstract Task FinishAsync(CancellationToken cancellation);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
