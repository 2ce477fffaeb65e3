namespace Gas.Blazor.Operation;

/// <summary>What admins have set while the service runs, for all instances: kept beside the accounts, which all of them share.</summary>
public sealed class KeptSetting
{
    public const int LongestName = 40;

    public required string Name { get; init; }

    /// <summary>JSON.</summary>
    public required string Value { get; set; }
}
