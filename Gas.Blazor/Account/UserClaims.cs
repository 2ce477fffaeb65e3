using System.Security.Claims;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Account;

/// <summary>Reads our facts from a signed-in user's claims.</summary>
public static class UserClaims
{
    /// <summary>The account's id, or null when nobody is signed in.</summary>
    public static UserId? FindUserId(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? new UserId(id) : null;
}
