using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.Audit;

/// <summary>The audit trail; section <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>Age from which entries are removed; zero keeps them for ever.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "36500.00:00:00", ErrorMessage = "Audit:KeepFor must be a time from 00:00:00 (for ever) to 36500.00:00:00.")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(400);
}
