namespace Gas.Blazor.Components;

/// <summary>What can be told of a file before a byte of it is sent. The service decides again.</summary>
public sealed record UploadRules(long MaxBytes)
{
    private static readonly string[] Endings = [".vcf", ".vcf.gz", ".vcf.bgz"];

    /// <summary>For the browser's file dialog.</summary>
    public const string Accept = ".vcf,.gz,.bgz";

    /// <summary>Why the file cannot be taken, in words; null when it can.</summary>
    public string? Refuse(string name, long size)
    {
        if (!Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            return "This is not a VCF file by its name. Choose a file that ends in .vcf or .vcf.gz.";
        }

        if (size == 0)
        {
            return "This file is empty.";
        }

        return size > MaxBytes ? $"This file is {FileSize.Of(size)}; the limit is {FileSize.Of(MaxBytes)}. Compress it with bgzip or split it by chromosome." : null;
    }
}
