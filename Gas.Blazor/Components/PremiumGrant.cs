namespace Gas.Blazor.Components;

/// <param name="EndsAt">Null for open end.</param>
public sealed record PremiumGrant(DateTimeOffset? EndsAt);
