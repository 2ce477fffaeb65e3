using System.Collections;
using System.Globalization;
using System.Reflection;
using Gas.Pipeline.Settings;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Options;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Operation;

/// <summary>The settings as they are in force: what the sections were bound to, defaults too, and who has said so.</summary>
public sealed class EffectiveSettings(IServiceProvider services, IConfiguration configuration, IEnumerable<SettingsSection> sections)
{
    private static readonly string[] Roots = ["Urls", "Provider", "AllowedHosts", "References:Path", "References:EnsemblAddress", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    private static readonly string[] Secrets = ["Password", "Secret", "Token", "ConnectionString", "SecretKey", "ApiKey"];

    public IReadOnlyList<SettingLine> Read()
    {
        var lines = Roots.Where(key => configuration[key] is { Length: > 0 }).Select(key => new SettingLine(key, configuration[key]!, SourceOf(key))).ToList();
        foreach (var section in sections.DistinctBy(section => section.Name).OrderBy(section => section.Name, StringComparer.Ordinal))
        {
            var bound = services.GetRequiredService(typeof(IOptions<>).MakeGenericType(section.Options));
            Walk(section.Name, bound.GetType().GetProperty(nameof(IOptions<>.Value))!.GetValue(bound)!, lines);
        }

        lines.AddRange(configuration.GetSection("Logging:LogLevel").GetChildren().Select(level => new SettingLine(level.Path, level.Value ?? "", SourceOf(level.Path))));
        return lines;
    }

    private void Walk(string path, object options, List<SettingLine> lines)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsSetting))
        {
            Add($"{path}:{property.Name}", property.GetValue(options), IsSecret(property.Name), lines);
        }
    }

    private void Add(string key, object? value, bool isSecret, List<SettingLine> lines)
    {
        switch (value)
        {
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    Add($"{key}:{entry.Key}", entry.Value, isSecret || IsSecret($"{entry.Key}"), lines);
                }

                break;
            case not null when value is not string && value.GetType() is { IsClass: true, IsArray: false } type && type.Namespace?.StartsWith("Gas.", StringComparison.Ordinal) == true:
                Walk(key, value, lines);
                break;
            default:
                lines.Add(new SettingLine(key, isSecret ? Hidden(value) : WordsOf(value), SourceOf(key)));
                break;
        }
    }

    /// <summary>What the settings can set: a list that is filled has no setter.</summary>
    private static bool IsSetting(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0 && (property.SetMethod is { IsPublic: true } || typeof(IDictionary).IsAssignableFrom(property.PropertyType) || typeof(IList).IsAssignableFrom(property.PropertyType));

    private static bool IsSecret(string name) => Secrets.Any(secret => name.EndsWith(secret, StringComparison.OrdinalIgnoreCase));

    private static string Hidden(object? value) => value is null or "" ? L["not set"] : L["set, not shown"];

    private static string WordsOf(object? value) => value switch
    {
        null or "" => "–",
        bool truth => truth ? "true" : "false",
        string text => text,
        IEnumerable many => string.Join(", ", many.Cast<object?>().Select(WordsOf)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "–",
    };

    /// <summary>The last of the sources that knows the key, or something below it.</summary>
    private string? SourceOf(string key)
    {
        foreach (var provider in ((IConfigurationRoot)configuration).Providers.Reverse())
        {
            if (provider.TryGet(key, out _) || provider.GetChildKeys([], key).Any())
            {
                return provider switch
                {
                    RunTimeLevels => L["set here"],
                    EnvironmentVariablesConfigurationProvider => L["environment"],
                    CommandLineConfigurationProvider => L["command line"],
                    JsonConfigurationProvider { Source.Path: { } file } => file,
                    _ => L["the start"],
                };
            }
        }

        return null;
    }
}
