using System.ComponentModel.DataAnnotations;

namespace Gas.Pipeline.Embedded;

/// <summary>Section <c>Embedded</c>.</summary>
public sealed class EmbeddedOptions
{
    public const string Section = "Embedded";

    /// <summary>The one folder in which everything is kept; relative to the current directory. Made if missing.</summary>
    [Required(ErrorMessage = "Embedded:DataPath must name a folder.")]
    public string DataPath { get; set; } = "data";
}
