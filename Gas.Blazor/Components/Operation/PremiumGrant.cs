namespace Gas.Blazor.Components.Operation;

/// <param name="EndsAt">Null for open end.</param>
public sealed record PremiumGrant(DateTimeOffset? EndsAt);
