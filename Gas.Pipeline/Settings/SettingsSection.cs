namespace Gas.Pipeline.Settings;

/// <summary>A section that the service reads, for those who show the settings as they are in force.</summary>
/// <param name="Name">In the configuration.</param>
/// <param name="Options">What it is bound to.</param>
public sealed record SettingsSection(string Name, Type Options);
