using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the form for another e-mail address sends.</summary>
public sealed class AddressInput
{
    [Required(ErrorMessage = "Enter your new e-mail address.")]
    [EmailAddress(ErrorMessage = "This is not an e-mail address.")]
    [StringLength(256, ErrorMessage = "This is too long for an e-mail address.")]
    public string Email { get; set; } = "";

    /// <summary>Empty where the account has none.</summary>
    public string? Password { get; set; }
}
