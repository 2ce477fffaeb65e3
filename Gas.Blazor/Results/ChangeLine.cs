using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Results;

/// <summary>One line of a comparison: what became of a variant, and how its annotation differs.</summary>
public sealed record ChangeLine(string What, string Place, string Alleles, string Difference)
{
    /// <summary><see cref="What"/> for people.</summary>
    public string Word => What switch
    {
        "added" => L["added"],
        "removed" => L["removed"],
        "changed" => L["changed"],
        _ => What,
    };

    /// <summary>Null for a line that tells of the files and not of a variant.</summary>
    public static ChangeLine? Of(string line) => line.Split('\t') switch
    {
        [var what, var contig, var position, var reference, var alternates] => new ChangeLine(what, $"{contig}:{position}", $"{reference} > {alternates}", ""),
        [var what, var contig, var position, var reference, var alternates, var difference] => new ChangeLine(what, $"{contig}:{position}", $"{reference} > {alternates}", difference),
        _ => null,
    };
}
