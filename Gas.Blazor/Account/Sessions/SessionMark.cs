using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Gas.Blazor.Account.Sessions;

/// <summary>Where a session's id travels: with the cookie, so that a session that goes on keeps it, and among the claims, so that open pages know it.</summary>
internal static class SessionMark
{
    private const string Key = "gas.session";
    private const string ClaimType = "gas:session";

    /// <summary>Null for a user who did not come with a cookie.</summary>
    public static string? Of(ClaimsPrincipal? user) => user?.FindFirstValue(ClaimType);

    public static string? Of(AuthenticationProperties session) => session.Items.TryGetValue(Key, out var id) ? id : null;

    public static Claim Set(AuthenticationProperties session, string id)
    {
        session.Items[Key] = id;
        return new Claim(ClaimType, id);
    }

    /// <summary>A session's claims are drawn up anew once a minute, from the account alone.</summary>
    public static void Carry(ClaimsPrincipal from, ClaimsPrincipal to)
    {
        if (Of(from) is { } id && Of(to) is null && to.Identity is ClaimsIdentity identity)
        {
            identity.AddClaim(new Claim(ClaimType, id));
        }
    }
}
