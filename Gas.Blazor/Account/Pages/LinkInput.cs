using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the form that links an account sends.</summary>
public sealed class LinkInput
{
    [Required(ErrorMessage = "Enter the password of your account here.")]
    [StringLength(256, ErrorMessage = "This is too long for a password.")]
    public string Password { get; set; } = "";
}
