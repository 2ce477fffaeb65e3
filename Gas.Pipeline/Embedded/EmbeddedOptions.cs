using System.ComponentModel.DataAnnotations;

namespace Gas.Pipeline.Embedded;

/// <summary>Section <c>Embedded</c>.</summary>
public sealed class EmbeddedOptions : IValidatableObject
{
    public const string Section = "Embedded";

    /// <summary>The one folder in which everything is kept; relative to the current directory. Made if missing.</summary>
    [Required(ErrorMessage = "Embedded:DataPath must name a folder.")]
    public string DataPath { get; set; } = "data";

    public VaultOptions Vault { get; set; } = new();

    /// <summary>The vault's own sentences: validation does not look inside by itself.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var wrong = new List<ValidationResult>();
        Validator.TryValidateObject(Vault, new ValidationContext(Vault), wrong, validateAllProperties: true);
        return wrong;
    }
}

/// <summary>Section <c>Embedded:Vault</c>: how the cold tier on disk behaves. The defaults let one watch a whole cycle; Glacier's are minutes, hours and half a day.</summary>
public sealed class VaultOptions
{
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ErrorMessage = "Embedded:Vault:ExpeditedTime must be a time from 00:00:00 to 7.00:00:00.")]
    public TimeSpan ExpeditedTime { get; set; } = TimeSpan.FromSeconds(15);

    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ErrorMessage = "Embedded:Vault:StandardTime must be a time from 00:00:00 to 7.00:00:00.")]
    public TimeSpan StandardTime { get; set; } = TimeSpan.FromMinutes(1);

    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ErrorMessage = "Embedded:Vault:BulkTime must be a time from 00:00:00 to 7.00:00:00.")]
    public TimeSpan BulkTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Expedited retrievals under way at the same time; one more is refused.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Embedded:Vault:ExpeditedCapacity must be a whole number from 0 to 1000000.")]
    public int ExpeditedCapacity { get; set; } = 3;

    /// <summary>How long a retrieval's output is kept.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00", ErrorMessage = "Embedded:Vault:OutputTime must be a time from 00:00:01 to 365.00:00:00.")]
    public TimeSpan OutputTime { get; set; } = TimeSpan.FromDays(1);
}
