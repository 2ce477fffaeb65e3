namespace Gas.Blazor.Components.Operation;

/// <param name="Bytes">Null for no limit.</param>
public sealed record QuotaGrant(long? Bytes);
