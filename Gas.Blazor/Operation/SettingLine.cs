namespace Gas.Blazor.Operation;

/// <summary>A setting as it is in force.</summary>
/// <param name="Value">In words; of a secret only whether it is set.</param>
/// <param name="Source">Who has set it; null for the default.</param>
public sealed record SettingLine(string Key, string Value, string? Source);
