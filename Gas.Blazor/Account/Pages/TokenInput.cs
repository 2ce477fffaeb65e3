using System.ComponentModel.DataAnnotations;
using Gas.Blazor.Account.Tokens;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.Pages;

/// <summary>What the form that makes a token sends.</summary>
public sealed class TokenInput : IValidatableObject
{
    /// <summary>Lives that can be chosen, in days.</summary>
    public static readonly int[] Lives = [7, 30, 90, 365];

    [Required(ErrorMessage = "Give the token a name by which you will know it again.")]
    [StringLength(ApiToken.LongestName, ErrorMessage = "A name can be 60 characters long at most.")]
    public string Name { get; set; } = "";

    public bool Read { get; set; } = true;

    public bool Submit { get; set; }

    public bool Admin { get; set; }

    public int Days { get; set; } = 90;

    internal TokenScope Scopes => (Read ? TokenScope.Read : 0) | (Submit ? TokenScope.Submit : 0) | (Admin ? TokenScope.Admin : 0);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Scopes == TokenScope.None)
        {
            yield return new ValidationResult(Text("Choose at least one thing that the token may do."), [nameof(Read)]);
        }

        if (!Lives.Contains(Days))
        {
            yield return new ValidationResult(Text("Choose how long the token lives."), [nameof(Days)]);
        }
    }
}
