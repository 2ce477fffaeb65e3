using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Gas.Tests.Deployment;

/// <summary>deploy/compose.yaml.</summary>
internal sealed partial class ComposeFile
{
    private readonly YamlMappingNode _services;

    public ComposeFile()
    {
        var stream = new YamlStream();
        using var text = File.OpenText(Path.Combine(RepositoryRoot.Path, "deploy", "compose.yaml"));
        stream.Load(text);
        _services = (YamlMappingNode)stream.Documents[0].RootNode["services"];
    }

    public IReadOnlyDictionary<string, YamlMappingNode> Services => _services.Children.ToDictionary(one => one.Key.ToString(), one => (YamlMappingNode)one.Value);

    /// <summary>A service's environment with the variables filled in; those that only travel through are left out.</summary>
    public Dictionary<string, string> EnvironmentOf(string service, Dictionary<string, string> variables) => ((YamlMappingNode)Services[service]["environment"]).Children
        .Where(one => one.Value is YamlScalarNode { Value.Length: > 0 })
        .ToDictionary(one => one.Key.ToString(), one => Variable().Replace(one.Value.ToString(), found => variables.GetValueOrDefault(found.Groups[1].Value, found.Groups[2].Value)));

    [GeneratedRegex(@"\$\{(\w+)(?::\?[^}]*|:-([^}]*))?\}")]
    private static partial Regex Variable();
}
