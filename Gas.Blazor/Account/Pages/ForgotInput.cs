using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the form that asks for a new password sends.</summary>
public sealed class ForgotInput
{
    [Required(ErrorMessage = "Enter your e-mail address.")]
    [StringLength(256, ErrorMessage = "This is too long for an e-mail address.")]
    public string Email { get; set; } = "";
}
