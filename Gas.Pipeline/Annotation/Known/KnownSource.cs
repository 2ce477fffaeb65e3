namespace Gas.Pipeline.Annotation.Known;

/// <summary>A file that is to be compiled into a bundle: variants as VCF, or regions as BED.</summary>
/// <param name="Name">Short: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>. Columns of CSQ are named after it.</param>
/// <param name="Path">Plain, gzip or bgzip.</param>
/// <param name="Fields">Of a VCF: <c>ID</c> or keys of INFO to copy; none chooses those of <see cref="Usual"/> that the file has.</param>
public sealed record KnownSource(string Name, string Path, IReadOnlyList<string> Fields)
{
    /// <summary>Ids, dbSNP's number, ClinVar's significance and diseases, and the allele frequency.</summary>
    public static readonly IReadOnlyList<string> Usual = ["ID", "RS", "CLNSIG", "CLNDN", "AF"];

    /// <summary>Reads <c>NAME=PATH</c> or <c>NAME=PATH:FIELD,FIELD</c>; null where it is neither.</summary>
    public static KnownSource? Parse(string text)
    {
        var equals = text.IndexOf('=');
        if (equals < 1 || equals == text.Length - 1 || !IsName(text[..equals]))
        {
            return null;
        }

        var path = text[(equals + 1)..];

        // A colon may be part of the path: it separates fields only where no such file is there.
        var colon = File.Exists(path) ? -1 : path.LastIndexOf(':');
        return colon < 0
            ? new KnownSource(text[..equals], path, [])
            : new KnownSource(text[..equals], path[..colon], path[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    internal static bool IsName(string text) => text.Length is > 0 and <= 64 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_') && text[0] is not ('.' or '-');
}
