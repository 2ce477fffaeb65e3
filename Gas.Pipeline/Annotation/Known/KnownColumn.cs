namespace Gas.Pipeline.Annotation.Known;

/// <summary>Where CSQ shows what a source says. Several sources may fill the first two.</summary>
internal static class KnownColumn
{
    /// <summary>Ids, as in VEP.</summary>
    public const string Ids = "Existing_variation";

    /// <summary>ClinVar's significance, as in VEP.</summary>
    public const string Significance = "CLIN_SIG";

    /// <summary>The column for a field of a source: ID and RS, CLNSIG, or one that is named after both.</summary>
    public static string For(string source, string field) => field switch
    {
        "ID" or "RS" => Ids,
        "CLNSIG" => Significance,
        _ => $"{source}_{string.Concat(field.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '_'))}",
    };
}
