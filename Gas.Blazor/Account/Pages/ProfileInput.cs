using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the profile's form sends.</summary>
public sealed class ProfileInput
{
    [StringLength(GasUser.LongestName, ErrorMessage = "Your name can be 100 characters long at most.")]
    public string? DisplayName { get; set; }

    [StringLength(GasUser.LongestInstitution, ErrorMessage = "The institution's name can be 200 characters long at most.")]
    public string? Institution { get; set; }
}
