using System.ComponentModel.DataAnnotations;

namespace Gas.Pipeline.Embedded;

/// <summary>Where the embedded provider keeps everything: section <c>Embedded</c>.</summary>
public sealed class EmbeddedOptions
{
    public const string Section = "Embedded";

    /// <summary>The data folder, relative to the current directory unless rooted. One process at a time uses it.</summary>
    [Required]
    public string DataPath { get; set; } = "data";
}
