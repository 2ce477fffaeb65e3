using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the sign-in form sends.</summary>
public sealed class LoginInput
{
    [Required(ErrorMessage = "Enter your e-mail address.")]
    [StringLength(256, ErrorMessage = "This is too long for an e-mail address.")]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(256, ErrorMessage = "This is too long for a password.")]
    public string Password { get; set; } = "";

    /// <summary>Keeps the cookie when the browser is closed.</summary>
    public bool Remember { get; set; }
}
