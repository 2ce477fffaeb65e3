using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account;

/// <summary>How much one user may hold open; section <c>Circuits</c>.</summary>
public sealed class CircuitsOptions
{
    public const string Section = "Circuits";

    /// <summary>Live pages that one user, or one address of visitors, may have open at once on one instance.</summary>
    [Range(1, 100_000, ErrorMessage = "Circuits:MostPerUser must be a whole number from 1 to 100000.")]
    public int MostPerUser { get; set; } = 200;
}
