using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Endpoints;

/// <summary>What may be uploaded; section <c>Upload</c>.</summary>
public sealed class UploadOptions
{
    public const string Section = "Upload";

    /// <summary>Longest file, in bytes as they are sent (compressed if they are).</summary>
    [Range(1L, 1L << 50, ErrorMessage = "Upload:MaxBytes must be a number of bytes from 1 to 1125899906842624.")]
    public long MaxBytes { get; set; } = 5L << 30;

    /// <summary>Uploads that one user may begin in a minute.</summary>
    [Range(1, 10_000, ErrorMessage = "Upload:PerMinute must be a whole number from 1 to 10000.")]
    public int PerMinute { get; set; } = 120;

    /// <summary>Uploads that one user may have under way at once, at one instance.</summary>
    [Range(1, 1000, ErrorMessage = "Upload:AtOnce must be a whole number from 1 to 1000.")]
    public int AtOnce { get; set; } = 8;

    /// <summary>
    /// Whatever is sent more slowly than this, on average, is broken off. Far below a bad line in the field, also when two files share it; a file of the greatest
    /// length would take two weeks.
    /// </summary>
    [Range(1, 1L << 30, ErrorMessage = "Upload:BytesPerSecond must be a whole number from 1 to 1073741824.")]
    public long BytesPerSecond { get; set; } = 4096;

    /// <summary>Time in which a connection may be slow before that is held against it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
}
