using System.ComponentModel.DataAnnotations;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Sharing;

/// <summary>What the form that makes a link sends.</summary>
public sealed class ShareInput : IValidatableObject
{
    /// <summary>Lives that can be chosen, in days.</summary>
    public static readonly int[] Lives = [1, 7, 30, 90, 365];

    [Required(ErrorMessage = "Say for whom the link is, so that you will know it again.")]
    [StringLength(ShareLink.LongestName, ErrorMessage = "That can be 60 characters long at most.")]
    public string Name { get; set; } = "";

    public bool Downloads { get; set; }

    public int Days { get; set; } = 30;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Lives.Contains(Days))
        {
            yield return new ValidationResult(Text("Choose how long the link works."), [nameof(Days)]);
        }
    }
}
