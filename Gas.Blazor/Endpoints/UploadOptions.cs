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
}
