using System.Globalization;
using System.Text.RegularExpressions;

namespace Gas.Tests.Annotation.Consequences;

/// <summary>Reads an HGVS change of a sequence back: what it makes of the sequence. Positions are plain numbers (no introns, no untranslated regions). Shares nothing with the writer.</summary>
internal static partial class NucleotideDescription
{
    public static string Apply(string description, string sequence)
    {
        var match = Pattern().Match(description);
        Assert.True(match.Success, description);
        var start = int.Parse(match.Groups["i"].Value, CultureInfo.InvariantCulture) - 1;
        var end = match.Groups["j"].Success ? int.Parse(match.Groups["j"].Value, CultureInfo.InvariantCulture) : start + 1;
        var bases = match.Groups["bases"].Value;
        return match.Groups["kind"].Value switch
        {
            "del" => sequence[..start] + sequence[end..],
            "inv" => sequence[..start] + Genome.Translation.Oriented(sequence[start..end], Gas.Pipeline.Annotation.Genome.Strand.Reverse) + sequence[end..],
            "dup" => sequence[..end] + sequence[start..],
            "ins" => sequence[..(start + 1)] + bases + sequence[(end - 1)..],
            "delins" => sequence[..start] + bases + sequence[end..],
            _ => sequence[..start] + match.Groups["to"].Value + sequence[end..],
        };
    }

    [GeneratedRegex("^[gc]\\.(?<i>[0-9]+)(_(?<j>[0-9]+))?((?<kind>delins|del|dup|ins|inv)(?<bases>[ACGT]*)|[ACGT]>(?<to>[ACGT]))$")]
    private static partial Regex Pattern();
}
