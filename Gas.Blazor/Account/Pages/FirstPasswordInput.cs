using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the form that sets a first password sends.</summary>
public sealed class FirstPasswordInput
{
    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(256, ErrorMessage = "A password can be 256 characters long at most.")]
    public string Password { get; set; } = "";

    [Compare(nameof(Password), ErrorMessage = "The two passwords differ.")]
    public string ConfirmPassword { get; set; } = "";
}
