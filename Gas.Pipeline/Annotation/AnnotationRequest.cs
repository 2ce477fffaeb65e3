using Gas.Pipeline.Annotation.Genome;

namespace Gas.Pipeline.Annotation;

/// <summary>What one run needs. No stream has to seek.</summary>
public sealed record AnnotationRequest
{
    /// <summary>The VCF: plain, gzip or bgzip, told apart by content.</summary>
    public required Stream Input { get; init; }

    /// <summary>Bytes that <see cref="Input"/> will give, for the share done; null when unknown.</summary>
    public long? InputLength { get; init; }

    /// <summary>The file's name as the user knows it, for the log only.</summary>
    public required string InputName { get; init; }

    /// <summary>SHA-256 of the input in lower-case hex, for the result's header; null leaves the line out.</summary>
    public string? InputSha256 { get; init; }

    public required ReferenceBundle Reference { get; init; }

    public AnnotationOptions Options { get; init; } = new();

    /// <summary>Takes the annotated VCF as bgzip.</summary>
    public required Stream Result { get; init; }

    /// <summary>Takes the tabix index of <see cref="Result"/>, written last; nothing is written when the input is not sorted.</summary>
    public required Stream Index { get; init; }

    /// <summary>Takes the variant index of <see cref="Result"/>, which the table of variants reads; null where none is wanted.</summary>
    public Stream? Variants { get; init; }

    /// <summary>Takes the log, a line at a time: what was done, counts, warnings with their line numbers.</summary>
    public required IProgress<string> Log { get; init; }
}
