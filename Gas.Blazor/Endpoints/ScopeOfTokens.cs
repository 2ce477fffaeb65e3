using Gas.Blazor.Account.Tokens;

namespace Gas.Blazor.Endpoints;

/// <summary>Keeps a call with a token within the token's scopes.</summary>
internal static class ScopeOfTokens
{
    public static ValueTask<object?> FilterAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        if (TokenHandler.ScopesOf(call.HttpContext.User) is not { } scopes)
        {
            return next(call);
        }

        return call.HttpContext.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>()?.Scope switch
        {
            { } needed when scopes.HasFlag(needed) => next(call),
            { } needed => ValueTask.FromResult<object?>(Problem.Of(StatusCodes.Status403Forbidden, "Token not good for this", $"This token has not the scope '{needed.ToString().ToLowerInvariant()}'. Make one that has on your account's page.")),
            null => ValueTask.FromResult<object?>(Problem.Of(StatusCodes.Status403Forbidden, "No tokens here", "This cannot be done with a token. Sign in with your password.")),
        };
    }

    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, TokenScope scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new NeedsScope(scope));
}
