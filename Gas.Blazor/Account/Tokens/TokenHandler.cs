using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account.Tokens;

/// <summary>Personal tokens as bearer tokens (RFC 6750) under <c>/api</c>. No browser sends one by itself, so these calls need no anti-forgery token.</summary>
internal sealed class TokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    TokenBook tokens,
    IUserClaimsPrincipalFactory<GasUser> claims,
    RateLimits limits)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";
    private const string ScopesClaim = "gas:scopes";

    public static bool IsAskedBy(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header.Scheme.Equals(SchemeName, StringComparison.OrdinalIgnoreCase);

    public static bool Knows(ClaimsPrincipal user) => user.Identity?.AuthenticationType == SchemeName;

    /// <summary>Null for a user who did not come with a token and may do all that the account may.</summary>
    public static TokenScope? ScopesOf(ClaimsPrincipal user) =>
        Knows(user) ? Enum.TryParse<TokenScope>(user.FindFirstValue(ScopesClaim), out var scopes) ? scopes : TokenScope.None : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        _ = AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header);
        if (await tokens.FindAsync(header?.Parameter, Context.RequestAborted) is not var (token, owner))
        {
            // A good one is never refused: whoever shares the address with a script that has gone wrong goes on working, and nobody guesses a token.
            limits.NoteWrongPassword(Context);
            return AuthenticateResult.Fail("The token is unknown, expired or revoked, or its account is disabled.");
        }

        var identity = (ClaimsIdentity)(await claims.CreateAsync(owner)).Identity!;
        var kept = identity.Claims.Where(claim => claim.Type != identity.RoleClaimType || token.Scopes.HasFlag(TokenScope.Admin));
        var bearer = new ClaimsIdentity(kept.Append(new Claim(ScopesClaim, token.Scopes.ToString())), SchemeName, identity.NameClaimType, identity.RoleClaimType);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(bearer), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = SchemeName;
        return Task.CompletedTask;
    }
}
