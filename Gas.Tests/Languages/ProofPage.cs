using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Gas.Tests.Languages;

/// <summary>What of a page in the language of proofs stands outside its brackets.</summary>
internal static partial class ProofPage
{
    /// <summary>Not read, or data as it stands: programs, times, file names, reasons and notes that jobs keep, settings and their values.</summary>
    private const string Data = "script, style, code, pre, time, option[lang], .mono, .reason, .note, [aria-labelledby=in-force] td:nth-child(2), [aria-labelledby=levels] option";

    private static readonly string[] Attributes = ["aria-label", "title", "placeholder", "alt"];

    /// <param name="known">Takes away what needs no translation.</param>
    public static IEnumerable<string> LeftOut(string html, Func<string, string> known)
    {
        using var page = new HtmlParser().ParseDocument(html);
        foreach (var element in page.QuerySelectorAll(Data).ToList())
        {
            element.Remove();
        }

        var attributes = page.Body!.QuerySelectorAll("*").SelectMany(element => Attributes.Select(name => (Where: $"{element.LocalName} {name}", Text: element.GetAttribute(name) ?? "")));
        var texts = page.Body!.Descendants<IText>().Select(text => (Where: text.ParentElement!.LocalName, Text: text.Text));
        // A sentence with a link spans several nodes; an attribute is one piece.
        return Outside(texts).Concat(attributes.Append((Where: "title", Text: page.Title ?? "")).SelectMany(one => Outside([one])))
            .Select(one => (one.Where, Text: known(one.Text).Trim()))
            .Where(one => Word().IsMatch(one.Text))
            .Select(one => $"{one.Where} “{one.Text}”");
    }

    private static IEnumerable<(string Where, string Text)> Outside(IEnumerable<(string Where, string Text)> pieces)
    {
        var depth = 0;
        foreach (var (where, text) in pieces)
        {
            var outside = new StringBuilder();
            foreach (var letter in text)
            {
                depth += letter == '⟦' ? 1 : letter == '⟧' ? -1 : 0;
                outside.Append(depth == 0 && letter != '⟧' ? letter : ' ');
            }

            yield return (where, outside.ToString());
        }
    }

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Word();
}
