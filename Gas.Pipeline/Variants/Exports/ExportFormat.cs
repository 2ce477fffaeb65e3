using Gas.Pipeline.Annotation.Index;

namespace Gas.Pipeline.Variants.Exports;

/// <summary>A way to take variants away.</summary>
/// <param name="Name">As it stands in addresses.</param>
/// <param name="Ending">Of the file's name.</param>
public sealed record ExportFormat(string Name, string Ending, string ContentType)
{
    public static readonly IReadOnlyList<ExportFormat> All =
    [
        new("vcf", ".vcf.gz", "application/gzip"),
        new("tsv", ".tsv", "text/tab-separated-values; charset=utf-8"),
        new("jsonl", ".jsonl", "application/x-ndjson"),
        new("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ];

    /// <summary>Null when there is no such format.</summary>
    public static ExportFormat? Of(string name) => All.FirstOrDefault(format => format.Name == name);

    internal VariantWriter NewWriter(VariantIndex index, Stream output) => Name switch
    {
        "vcf" => new VcfVariantWriter(index, output),
        "tsv" => new TsvVariantWriter(index, output),
        "jsonl" => new JsonVariantWriter(index, output),
        _ => new XlsxVariantWriter(index, output),
    };
}
