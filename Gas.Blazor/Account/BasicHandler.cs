using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Gas.Blazor.Account.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account;

/// <summary>
/// HTTP Basic (RFC 7617) for scripts. Its challenge carries no <c>WWW-Authenticate</c>, so that no browser ever asks for it or sends it by itself;
/// that is why calls made with it need no anti-forgery token.
/// </summary>
internal sealed class BasicHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    PasswordCheck passwords,
    IUserClaimsPrincipalFactory<GasUser> claims,
    RateLimits limits,
    AuditTrail trail,
    IOptions<AccountOptions> accounts)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Basic";

    /// <summary>Whether the request asks for this scheme.</summary>
    public static bool IsAskedBy(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header.Scheme.Equals(SchemeName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the user came by this scheme.</summary>
    public static bool Knows(ClaimsPrincipal user) => user.Identity?.AuthenticationType == SchemeName;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!TryRead(out var email, out var password))
        {
            return AuthenticateResult.Fail("The header is not an e-mail address and a password.");
        }

        if (!accounts.Value.Local)
        {
            return AuthenticateResult.Fail("Passwords open nothing here: use a token.");
        }

        if (limits.AreWrongPasswordsSpent(Context))
        {
            return AuthenticateResult.Fail("Too many wrong passwords from this address.");
        }

        if (await passwords.JudgeAsync(email, password) is not { User: { } user })
        {
            limits.NoteWrongPassword(Context);
            return AuthenticateResult.Fail("Wrong e-mail or password, or locked.");
        }

        if (user.TwoFactorEnabled)
        {
            await trail.RefuseAsync(user, "right password of a script, a code is owed");
            Context.Features.Set(new Refusal("This account has a second factor, which a password alone cannot stand for. Make a personal token on your account's page and send it (Authorization: Bearer gas_…)."));
            return AuthenticateResult.Fail("The account has a second factor: use a token.");
        }

        var identity = (ClaimsIdentity)(await claims.CreateAsync(user)).Identity!;
        var principal = new ClaimsPrincipal(new ClaimsIdentity(identity.Claims, SchemeName, identity.NameClaimType, identity.RoleClaimType));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private bool TryRead([NotNullWhen(true)] out string? email, [NotNullWhen(true)] out string? password)
    {
        (email, password) = (null, null);
        Span<byte> bytes = stackalloc byte[1024];
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || !Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var length))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(bytes[..length]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return false;
        }

        (email, password) = (text[..colon], text[(colon + 1)..]);
        return true;
    }
}
