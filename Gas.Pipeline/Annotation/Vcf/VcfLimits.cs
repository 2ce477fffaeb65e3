namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>What a file may not exceed, so that no input takes the service's memory or disk.</summary>
internal static class VcfLimits
{
    /// <summary>Bytes of one line; 5,000 samples with rich genotypes stay well below.</summary>
    public const int Line = 64 * 1024 * 1024;

    /// <summary>Bytes of all header lines together.</summary>
    public const int Header = 32 * 1024 * 1024;

    /// <summary>A compressed file may not grow by more than this factor; deflate itself reaches 1,032 with one byte over and over ...</summary>
    public const int Ratio = 900;

    /// <summary>... once it has grown to this many bytes.</summary>
    public const long RatioFrom = 64L * 1024 * 1024;
}
