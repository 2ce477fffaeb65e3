namespace Gas.Pipeline.Annotation.Index;

/// <summary>What a list of variants is sorted by. Equals keep the order of the file, and what is unknown comes last.</summary>
public enum VariantSort
{
    /// <summary>The order of the file.</summary>
    Position,
    Gene,

    /// <summary>The most severe first.</summary>
    Consequence,
    Class,
    Quality,
    Filter,
    Frequency,

    /// <summary>The gravest first.</summary>
    Significance,
}
