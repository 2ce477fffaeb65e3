using System.Globalization;
using System.Text.RegularExpressions;

namespace Gas.Pipeline.Annotation.External;

/// <summary>An external tool as it is called here: settings over preset, checked.</summary>
internal sealed partial class ToolProfile
{
    private static readonly string[] Ours = ["threads", "memory", "input"];

    private readonly IList<string> _arguments;
    private readonly IList<string> _versionArguments;
    private readonly ToolOptions _options;

    private ToolProfile(string name, ToolOptions options, ToolOptions? preset)
    {
        (Name, _options) = (name, options);
        Title = options.Title ?? preset?.Title ?? name;
        Executable = options.Executable ?? preset?.Executable ?? "";
        _arguments = options.Arguments ?? preset?.Arguments ?? [];
        _versionArguments = options.VersionArguments ?? preset?.VersionArguments ?? [];
        VersionPattern = options.VersionPattern ?? preset?.VersionPattern ?? "";
        Field = options.Field ?? preset?.Field;
    }

    public string Name { get; }

    public string Title { get; }

    public string Executable { get; }

    public string VersionPattern { get; }

    /// <summary>The INFO field that the tool adds, or null where it adds no certain one.</summary>
    public string? Field { get; }

    public IEnumerable<string> References => _options.References.Keys;

    public bool ReadsFile => _arguments.Any(argument => argument.Contains("{input}", StringComparison.Ordinal));

    public ToolOptions Limits => _options;

    public IReadOnlyList<string> VersionArguments => [.. _versionArguments.Select(argument => Filled(argument, _options.Values))];

    public static ToolProfile Of(string name, ToolOptions options) => new(name, options, ToolPresets.Find(name));

    /// <summary>What is started, and with which arguments, so that the tool gets its own.</summary>
    public (string Program, IEnumerable<string> Arguments) Command(IReadOnlyList<string> arguments, string folder)
    {
        string[] command = [.. _options.Wrapper.Select(argument => argument.Replace("{folder}", folder, StringComparison.Ordinal)), Executable, .. arguments];
        return (command[0], command[1..]);
    }

    /// <summary>Whether the tool can be used with a reference.</summary>
    public bool Knows(string reference) => _options.References.ContainsKey(reference);

    /// <param name="input">Path of a file with the input, where the tool <see cref="ReadsFile"/>.</param>
    public IReadOnlyList<string> ArgumentsFor(string reference, string? input)
    {
        var values = new Dictionary<string, string>(_options.Values)
        {
            ["threads"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            // What the tool keeps beside its heap must fit below the limit, too.
            ["memory"] = (_options.MemoryLimit * 3 / 4).ToString(CultureInfo.InvariantCulture),
            ["input"] = input ?? "",
        };
        foreach (var (key, value) in _options.References[reference])
        {
            values[key] = value;
        }

        return [.. _arguments.Select(argument => Filled(argument, values))];
    }

    /// <summary>What is wrong with the settings, in sentences that name the key.</summary>
    public IEnumerable<string> FindFaults()
    {
        var key = $"{AnnotatorsOptions.Section}:Tools:{Name}";
        if (Executable.Length == 0 || _arguments.Count == 0 || VersionPattern.Length == 0)
        {
            yield return $"{key} needs Executable, Arguments and VersionPattern: it is none of the known tools ({string.Join(", ", ToolPresets.Names)}).";
            yield break;
        }

        if (_options.TimeLimit <= TimeSpan.Zero || _options.StallLimit <= TimeSpan.Zero || _options.MemoryLimit < 16 || _options.GrowthLimit < 1 || _options.FolderLimit < 1)
        {
            yield return $"{key}: TimeLimit and StallLimit must be longer than nothing, MemoryLimit at least 16 (MiB), GrowthLimit and FolderLimit (MiB) at least 1.";
        }

        if (_options.References.Count == 0)
        {
            yield return $"{key}:References is empty: name the references for which the tool can be used, each with the values that its arguments need.";
        }

        foreach (var missing in Placeholders(_versionArguments).Where(wanted => !_options.Values.ContainsKey(wanted)))
        {
            yield return $"{key}:Values:{missing} is missing: the tool needs it to say its version.";
        }

        foreach (var (reference, values) in _options.References)
        {
            foreach (var missing in Placeholders(_arguments).Where(wanted => !Ours.Contains(wanted) && !_options.Values.ContainsKey(wanted) && !values.ContainsKey(wanted)))
            {
                yield return $"{key}:References:{reference}:{missing} is missing: the tool's arguments need it.";
            }
        }
    }

    private static IEnumerable<string> Placeholders(IEnumerable<string> arguments) =>
        arguments.SelectMany(argument => Placeholder().Matches(argument)).Select(match => match.Groups[1].Value).Distinct();

    private static string Filled(string argument, Dictionary<string, string> values) => Placeholder().Replace(argument, match => values[match.Groups[1].Value]);

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
