using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Variants;

/// <summary>An index that is open, or is being fetched or made; shared by all who look at the job.</summary>
internal sealed class OpenIndex
{
    private long _read;

    public required Task<VariantIndex> Index { get; init; }

    /// <summary>The copy on this machine, where there is one: its path, and its bytes once it is whole.</summary>
    public string? Path { get; set; }

    public long Bytes { get; set; }

    public required DateTimeOffset UsedAt { get; set; }

    public long Length { get; init; }

    /// <summary>From 0 to 1, while it is fetched or made.</summary>
    public double Share => Length == 0 ? 0 : Math.Min(1, Interlocked.Read(ref _read) / (double)Length);

    public void Report(long read) => Interlocked.Exchange(ref _read, read);
}
