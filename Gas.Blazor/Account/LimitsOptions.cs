using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account;

/// <summary>How much one user, or one address of visitors, may ask of one instance; section <c>Limits</c>. Sign-in, uploads and live pages have limits of their own.</summary>
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Pages, files and calls in a minute; styles, scripts and what live pages say to each other are not counted.</summary>
    [Range(10, 1_000_000, ErrorMessage = "Limits:RequestsPerMinute must be a whole number from 10 to 1000000.")]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Files that are made while they are sent (exports, ZIPs, comparisons, reports) under way at once.</summary>
    [Range(1, 1000, ErrorMessage = "Limits:ExportsAtOnce must be a whole number from 1 to 1000.")]
    public int ExportsAtOnce { get; set; } = 4;
}
