using System.Globalization;
using System.Text;

namespace Gas.Blazor.Endpoints;

/// <summary>A user's file name made harmless to show and to offer for download. Never a path of ours: the server chooses those itself.</summary>
public readonly record struct FileName
{
    /// <summary>What a file is called whose name says nothing.</summary>
    public const string Default = "input.vcf";

    /// <summary>Longest name that common file systems take, in bytes of UTF-8.</summary>
    public const int LongestBytes = 255;

    private static readonly string[] Endings = [".gz", ".bgz", ".vcf"];

    private readonly string? _value;

    private FileName(string value) => _value = value;

    public string Value => _value ?? Default;

    /// <summary>Keeps the last segment of a path of either style, without control and direction-changing characters, cut to 255 bytes before its ending.</summary>
    public static FileName Clean(string? given)
    {
        var last = (given ?? "").Split('/', '\\')[^1];
        var kept = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            if (IsHarmless(rune))
            {
                kept.Append(rune.ToString());
            }
        }

        var name = kept.ToString().Trim();
        return new FileName(name is "" or "." or ".." ? Default : Shorten(name));
    }

    /// <summary>The name without <c>.vcf</c>, <c>.vcf.gz</c> and the like, for the names of what comes from the file.</summary>
    public string Stem
    {
        get
        {
            var stem = Value;
            foreach (var ending in Endings)
            {
                stem = stem.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && stem.Length > ending.Length ? stem[..^ending.Length] : stem;
            }

            return stem;
        }
    }

    public override string ToString() => Value;

    /// <summary>Format characters (Cf) hold all marks that turn the direction of text (U+202A–E, U+2066–9, U+200E/F, U+061C) and the invisible ones.</summary>
    private static bool IsHarmless(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= LongestBytes)
        {
            return name;
        }

        var ending = EndingOf(name);
        var room = LongestBytes - Encoding.UTF8.GetByteCount(ending);
        var kept = new StringBuilder();
        foreach (var rune in name[..^ending.Length].EnumerateRunes())
        {
            if ((room -= rune.Utf8SequenceLength) < 0)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.Append(ending).ToString();
    }

    private static string EndingOf(string name)
    {
        var rest = name;
        foreach (var ending in Endings)
        {
            rest = rest.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? rest[..^ending.Length] : rest;
        }

        return name[rest.Length..];
    }
}
