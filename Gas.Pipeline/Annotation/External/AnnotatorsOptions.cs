namespace Gas.Pipeline.Annotation.External;

/// <summary>External annotators; section <c>Annotators</c>. None is offered unless it is enabled here and answers its probe.</summary>
public sealed class AnnotatorsOptions
{
    public const string Section = "Annotators";

    /// <summary>By the name that jobs carry. Under the name of a preset (see <see cref="ToolPresets"/>) only what differs from it has to be said.</summary>
    public Dictionary<string, ToolOptions> Tools { get; } = new(StringComparer.OrdinalIgnoreCase);
}
