using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the forms that take a code send.</summary>
public sealed class CodeInput
{
    [Required(ErrorMessage = "Enter the code.")]
    [StringLength(40, ErrorMessage = "This is too long for a code.")]
    public string Code { get; set; } = "";

    /// <summary>Asks this browser for no code for a while.</summary>
    public bool Remember { get; set; }
}
