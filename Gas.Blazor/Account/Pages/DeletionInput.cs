using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the form to delete the account sends.</summary>
public sealed class DeletionInput
{
    [Required(ErrorMessage = "Enter your password, so that nobody else deletes your account.")]
    [StringLength(256, ErrorMessage = "This is too long for a password.")]
    public string Password { get; set; } = "";
}
