using System.Globalization;
using System.Security.Claims;

namespace Gas.Blazor.Account.SignIn;

/// <summary>Somebody as a provider describes them, after its word was checked.</summary>
/// <param name="Key">Issuer and subject: only both together are one person's for good (OpenID Connect Core 1.0, section 5.7).</param>
/// <param name="Email">An address that is theirs for certain; null for none.</param>
/// <param name="Values">Of the claim that gives rights.</param>
/// <param name="SignedInAt">When they signed in there; null when it does not say.</param>
public sealed record OtherPerson(SignInProvider Provider, string Key, string? Email, string Name, IReadOnlyCollection<string> Values, DateTimeOffset? SignedInAt)
{
    internal const string Issuer = "iss";
    internal const string EmailVerified = "email_verified";
    internal const string AuthTime = "auth_time";

    // Of Entra: names a person the same to all applications, where the subject is another for each.
    private const string EntraObject = "oid";

    // Of Entra, where it is asked for: whether the owner of the address's domain is verified.
    private const string EntraEmailVerified = "xms_edov";

    /// <summary>Null when the provider left out who it is.</summary>
    internal static OtherPerson? Of(ClaimsPrincipal claims, SignInProvider provider)
    {
        var subject = (provider.IsEntra ? claims.FindFirstValue(EntraObject) : null) ?? claims.FindFirstValue("sub");
        if (subject is null || claims.FindFirstValue(Issuer) is not { } issuer)
        {
            return null;
        }

        var email = claims.FindFirstValue("email");
        var isVerified = provider.TrustsEmail || IsTrue(claims, EmailVerified) || (provider.IsEntra && IsTrue(claims, EntraEmailVerified));
        return new OtherPerson(
            provider,
            $"{issuer} {subject}",
            isVerified && email is { Length: > 0 and <= 256 } ? email : null,
            string.Concat((claims.FindFirstValue("name") ?? "").Where(letter => !char.IsControl(letter))),
            provider.RolesClaim.Length > 0 ? [.. claims.FindAll(provider.RolesClaim).Select(claim => claim.Value)] : [],
            TimeOf(claims.FindFirstValue(AuthTime)));
    }

    private static DateTimeOffset? TimeOf(string? seconds) =>
        long.TryParse(seconds, CultureInfo.InvariantCulture, out var at) && at > 0 && at <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(at) : null;

    private static bool IsTrue(ClaimsPrincipal claims, string type) => claims.FindFirstValue(type) is { } value && (value.Equals("true", StringComparison.OrdinalIgnoreCase) || value == "1");
}
