using System.Globalization;
using System.Text.RegularExpressions;

namespace Gas.Tests.Languages;

/// <summary>The sentences of the interface as they stand in the sources: <c>L["…"]</c>, <c>Text("…")</c> and, in the forms' models, <c>ErrorMessage = "…"</c>.</summary>
internal static partial class SourceTexts
{
    private static readonly string Root = Path.Combine(RepositoryRoot.Path, "Gas.Blazor");

    private static readonly Lazy<(string Name, string Code)[]> Files = new(() => [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(name => Path.GetExtension(name) is ".cs" or ".razor" && name.Split('/')[0] is not ("bin" or "obj"))
        .Select(name => (name, string.Join('\n', File.ReadLines(Path.Combine(Root, name)).Select(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? "" : line))))]);

    public static string Folder { get; } = Path.Combine(Root, "Languages");

    public static HashSet<string> All() => [.. Files.Value.SelectMany(file => In(file.Name, file.Code))];

    /// <summary>Places where a sentence is put together before it is looked up, so that no scan can know it: a name of one that is listed elsewhere is fine.</summary>
    public static string[] Composed() => [.. Files.Value.SelectMany(file => Compositions(file.Code).Select(place => $"{file.Name}: {place}"))];

    public static IEnumerable<string> In(string file, string code) =>
        Lookup().Matches(code).Concat(file.EndsWith("Input.cs", StringComparison.Ordinal) ? Refusal().Matches(code) : []).Select(Decode);

    public static IEnumerable<string> Compositions(string code) => Composition().Matches(code).Select(found => found.Value);

    private static string Decode(Match found) => found.Groups["raw"].Success ? found.Groups["raw"].Value : Escape().Replace(found.Groups["plain"].Value, escape => escape.Value[1] switch
    {
        'u' => ((char)int.Parse(escape.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        'n' => "\n",
        't' => "\t",
        var itself => itself.ToString(),
    });

    private const string Literal = """(?:"{3}(?<raw>.+?)"{3}|"(?<plain>(\\.|[^"\\\n])*)")""";

    [GeneratedRegex($@"((?<!\w)L\[\s*|(?<![\w.])Text\(\s*){Literal}", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Lookup();

    [GeneratedRegex($@"\bErrorMessage = {Literal}", RegexOptions.ExplicitCapture)]
    private static partial Regex Refusal();

    // An interpolation, a literal that goes on behind its end, or anything else with a literal in it.
    [GeneratedRegex($@"((?<!\w)L\[|(?<![\w.])Text\()\s*(\$[^\]\n]*|{Literal}\s*[^\],)\s][^\]\n]*|[^""$\],\n]+[""$][^\]\n]*)", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Composition();

    [GeneratedRegex(@"\\(u[0-9A-Fa-f]{4}|.)", RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
