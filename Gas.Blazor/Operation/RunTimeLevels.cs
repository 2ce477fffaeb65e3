namespace Gas.Blazor.Operation;

/// <summary>Log levels that an admin has set while the service runs: the last word among the settings of this process, forgotten at its end.</summary>
public sealed class RunTimeLevels : ConfigurationProvider, IConfigurationSource
{
    private const string Section = "Logging:LogLevel:";

    /// <summary>By category.</summary>
    public IReadOnlyDictionary<string, LogLevel> Levels => Data.ToDictionary(one => one.Key[Section.Length..], one => Enum.Parse<LogLevel>(one.Value!));

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <param name="level">Null for what the settings say.</param>
    public void Change(string category, LogLevel? level)
    {
        // Replaced, not changed: others read while this is set.
        var data = new Dictionary<string, string?>(Data, StringComparer.OrdinalIgnoreCase);
        data.Remove(Section + category);
        if (level is { } set)
        {
            data[Section + category] = set.ToString();
        }

        Data = data;
        OnReload();
    }
}
