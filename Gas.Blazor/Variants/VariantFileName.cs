using Gas.Blazor.Endpoints;
using Gas.Pipeline.Variants.Exports;

namespace Gas.Blazor.Variants;

/// <summary>What an export is called: after the job's file, and after what was filtered by.</summary>
internal static class VariantFileName
{
    private const int Longest = 60;

    public static string Of(FileName job, VariantQuery query, ExportFormat format)
    {
        var words = string.Join('.', query.Values());
        var plain = string.Concat(words.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_')).Trim('.', '_');
        var filter = plain.Length > Longest ? plain[..Longest] : plain;
        return FileName.Clean($"{job.Stem}.{(query.Filter.IsEmpty ? "all" : filter.Length == 0 ? "filtered" : filter)}{(format.Name == "vcf" ? ".annot" : ".variants")}{format.Ending}").Value;
    }
}
