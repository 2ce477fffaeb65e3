namespace Gas.Pipeline.Annotation.Index;

/// <summary>Which records are wanted: those that pass each part that says something. Within one part it is enough to pass one of its choices.</summary>
public sealed record VariantFilter
{
    public IReadOnlyList<VariantRegion> Regions { get; init; } = [];

    /// <summary>Names of genes in any transcript's entry, whatever their case.</summary>
    public IReadOnlyList<string> Genes { get; init; } = [];

    /// <summary>A bit a word of <see cref="VariantWords.Consequences"/>; 0 for all.</summary>
    public ulong Consequences { get; init; }

    /// <summary>A bit a word of <see cref="VariantWords.Impacts"/>; 0 for all.</summary>
    public ulong Impacts { get; init; }

    /// <summary>Whether consequence and impact of any transcript count; else those of the most severe one, as the table shows it.</summary>
    public bool AnyTranscript { get; init; }

    /// <summary>A bit a word of <see cref="VariantWords.Classes"/>; 0 for all.</summary>
    public ulong Classes { get; init; }

    /// <summary>A bit a word of <see cref="VariantWords.Significances"/>; 0 for all.</summary>
    public ulong Significances { get; init; }

    /// <summary>A bit a word of <see cref="VariantWords.Genotypes"/>; 0 for all.</summary>
    public ulong Genotypes { get; init; }

    /// <summary>Whether the variant has an id.</summary>
    public bool? Known { get; init; }

    /// <summary>An unknown frequency is less than any.</summary>
    public float? MinFrequency { get; init; }

    public float? MaxFrequency { get; init; }

    /// <summary>Only a known frequency that is less than this.</summary>
    public float? BelowFrequency { get; init; }

    /// <summary>An unknown quality is less than any.</summary>
    public float? MinQuality { get; init; }

    public float? MaxQuality { get; init; }

    /// <summary>Only a known quality that is less than this.</summary>
    public float? BelowQuality { get; init; }

    /// <summary>Values of the FILTER column, as they stand there.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Part of an id, or of a gene's name.</summary>
    public string? Text { get; init; }

    /// <summary>Whether all records pass.</summary>
    public bool IsEmpty => this is
    {
        Regions: [], Genes: [], Consequences: 0, Impacts: 0, Classes: 0, Significances: 0, Genotypes: 0, Known: null,
        MinFrequency: null, MaxFrequency: null, BelowFrequency: null, MinQuality: null, MaxQuality: null, BelowQuality: null, Filters: [], Text: null or "",
    };
}
