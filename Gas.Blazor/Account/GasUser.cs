using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Account;

/// <summary>An account. Its e-mail address is its user name.</summary>
public sealed class GasUser : IdentityUser
{
    public const int LongestName = 100;
    public const int LongestInstitution = 200;

    /// <summary>How the person wants to be called; empty when they did not say.</summary>
    public string DisplayName { get; set; } = "";

    public string Institution { get; set; } = "";

    /// <summary>Read at each decision, never from the session: it may change elsewhere.</summary>
    public Plan Plan { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Cannot sign in, and is signed out everywhere within a minute.</summary>
    public bool Disabled { get; set; }
}
