using System.ComponentModel.DataAnnotations;

namespace Gas.Pipeline.Variants;

/// <summary>Which variant indexes are kept with their results, and how those are held that are not read where they lie: fetched from afar, or made afterwards; section <c>Variants</c>.</summary>
public sealed class VariantsOptions
{
    public const string Section = "Variants";

    /// <summary>Records from which a result's index is kept with it, so that it can be looked through while the result is archived. A smaller one is made in a blink when the table is opened, and costs no file.</summary>
    [Range(0, long.MaxValue, ErrorMessage = "Variants:KeepFrom must be a number of records, 0 or more.")]
    public long KeepFrom { get; set; } = 10_000;

    /// <summary>Where they are kept for a while; empty for the system's temporary folder.</summary>
    public string CachePath { get; set; } = "";

    /// <summary>Bytes that they may take together; one that is in use may pass it.</summary>
    [Range(1, long.MaxValue, ErrorMessage = "Variants:CacheBytes must be a number of bytes above 0.")]
    public long CacheBytes { get; set; } = 1L << 30;

    /// <summary>How long after its last use one is kept.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00", ErrorMessage = "Variants:KeepFor must be a time from 00:01:00 to 7.00:00:00.")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromHours(1);
}
