using Gas.Blazor.Endpoints;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Upload;

/// <summary>What can be told of a file before a byte of it is sent. The service decides again.</summary>
/// <param name="IsDirect">The browser asks first whether it may bring the file to the provider itself.</param>
public sealed record UploadRules(UploadLimit Limit, bool IsDirect = false)
{
    private static readonly string[] Endings = [".vcf", ".vcf.gz", ".vcf.bgz"];

    /// <summary>For the browser's file dialog.</summary>
    public const string Accept = ".vcf,.gz,.bgz";

    /// <summary>Why the file cannot be taken; null when it can.</summary>
    public UploadRefusal? Refuse(string name, long size)
    {
        if (!Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            return new(L["This is not a VCF file by its name. Choose a file that ends in .vcf or .vcf.gz."]);
        }

        if (size == 0)
        {
            return new(L["This file is empty."]);
        }

        return size > Limit.Bytes ? new(Limit.Refusal, Limit.IsPlans ? UploadLimit.PlansPage : null) : null;
    }
}
