using System.Text.RegularExpressions;

namespace Gas.Bench.Circuits;

/// <summary>What a drawn page carries for the circuit that takes it over.</summary>
/// <param name="Operations">Adds the page's root components.</param>
/// <param name="State">What drawing it has kept for the circuit; protected, so opaque.</param>
internal sealed partial record PageMarkup(string Operations, string State)
{
    public static PageMarkup Of(string html)
    {
        var added = Marker().Matches(html).Select((marker, index) => $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{marker.Groups[1].Value}}}""").ToList();
        return added.Count > 0
            ? new PageMarkup($$"""{"batchId":1,"operations":[{{string.Join(',', added)}}]}""", KeptState().Match(html).Groups[1].Value)
            : throw new InvalidDataException("The page is not a live one:\n" + html);
    }

    [GeneratedRegex("""<!--Blazor:(\{"type":"server".*?\})-->""")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex KeptState();
}
