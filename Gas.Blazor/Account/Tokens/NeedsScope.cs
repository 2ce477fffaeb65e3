namespace Gas.Blazor.Account.Tokens;

/// <summary>Marks an endpoint that a token with this scope may call. One without the mark takes no tokens at all.</summary>
internal sealed record NeedsScope(TokenScope Scope);
