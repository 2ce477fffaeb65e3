using System.Globalization;
using System.Text.RegularExpressions;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Reads an HGVS protein change back: what protein it makes of another. Shares nothing with the writer.</summary>
internal static partial class ProteinDescription
{
    private static readonly Dictionary<string, char> OneLetter = "Ala A Arg R Asn N Asp D Cys C Gln Q Glu E Gly G His H Ile I Leu L Lys K Met M Phe F Pro P Ser S Thr T Trp W Tyr Y Val V Ter *"
        .Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1][0]);

    /// <summary>The changed protein up to its stop. For a frameshift or an extension only what HGVS tells is made; <c>null</c> where it tells nothing (<c>Met1?</c>).</summary>
    public static (string Protein, bool IsPrefix, int? Length)? Apply(string description, string protein)
    {
        if (description == "p.Met1?")
        {
            return null;
        }

        var match = Pattern().Match(description);
        Assert.True(match.Success, description);
        var start = Check(match.Groups["a"].Value, match.Groups["i"].Value, protein);
        var end = match.Groups["b"].Success ? Check(match.Groups["b"].Value, match.Groups["j"].Value, protein) : start;
        var replacement = string.Concat(Residues(match.Groups["alt"].Value));
        return match.Groups["kind"].Value switch
        {
            "=" => (protein, false, null),
            "del" => (protein[..start] + protein[(end + 1)..], false, null),
            "dup" => (protein[..(end + 1)] + protein[start..], false, null),
            "ins" => (UpToStop(protein[..(start + 1)] + replacement + protein[end..]), false, null),
            "delins" => (UpToStop(protein[..start] + replacement + protein[(end + 1)..]), false, null),
            "" when match.Groups["fs"].Success => (protein[..start] + replacement, true, Length(match, start - 1)),
            "" when match.Groups["ext"].Success => (protein[..start] + replacement, true, Length(match, start)),
            _ => (UpToStop(protein[..start] + replacement + protein[(start + 1)..]), false, null),
        };
    }

    private static int? Length(Match match, int before) => match.Groups["n"].Value is "?" ? null : before + 1 + int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);

    private static string UpToStop(string protein) => protein.IndexOf('*') is var stop and >= 0 ? protein[..(stop + 1)] : protein;

    private static IEnumerable<char> Residues(string text) => text.Chunk(3).Select(three => OneLetter[new string(three)]);

    private static int Check(string residue, string number, string protein)
    {
        var index = int.Parse(number, CultureInfo.InvariantCulture) - 1;
        Assert.Equal(OneLetter[residue], protein[index]);
        return index;
    }

    [GeneratedRegex("^p\\.(?<a>[A-Z][a-z]{2})(?<i>[0-9]+)(_(?<b>[A-Z][a-z]{2})(?<j>[0-9]+))?(?<kind>=|delins|del|dup|ins)?(?<alt>([A-Z][a-z]{2})*?)((?<fs>fsTer(?<n>[0-9]+|\\?))|(?<ext>extTer(?<n>[0-9]+|\\?)))?$")]
    private static partial Regex Pattern();
}
