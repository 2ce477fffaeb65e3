using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the form to change the password sends.</summary>
public sealed class PasswordInput
{
    [Required(ErrorMessage = "Enter your present password.")]
    public string Present { get; set; } = "";

    [Required(ErrorMessage = "Choose a new password.")]
    [StringLength(256, ErrorMessage = "A password can be 256 characters long at most.")]
    public string Password { get; set; } = "";

    [Compare(nameof(Password), ErrorMessage = "The two passwords differ.")]
    public string ConfirmPassword { get; set; } = "";
}
