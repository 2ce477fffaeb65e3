using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the form to delete an account without a password sends.</summary>
public sealed class ConfirmEmailInput
{
    [Required(ErrorMessage = "Type your e-mail address, so that nothing is deleted by mistake.")]
    [StringLength(256, ErrorMessage = "This is too long for an e-mail address.")]
    public string Email { get; set; } = "";
}
