using System.Text;

namespace Gas.Blazor.Account;

/// <summary>Looks for a part of a text in any case, the same on all databases: compare with the upper-case text by LIKE.</summary>
internal static class AnyCase
{
    public const string Escape = "!";

    /// <summary>The databases fold ASCII letters only: any other letter that has a case stands for any one character, so that <c>ångström</c> is found by all its spellings.</summary>
    public static string PatternOf(string text) => $"%{string.Concat(text.EnumerateRunes().Select(rune => rune switch
    {
        { Value: '%' or '_' or '!' } => Escape + rune,
        { IsAscii: false } when Rune.ToUpperInvariant(rune) != Rune.ToLowerInvariant(rune) => "_",
        _ => Rune.ToUpperInvariant(rune).ToString(),
    }))}%";
}
