using Microsoft.AspNetCore.Http.HttpResults;

namespace Gas.Blazor.Account;

/// <summary>Where to go after signing in.</summary>
internal static class ReturnUrl
{
    /// <summary>The address if it is a path of ours, else the home page: a link to our sign-in must not lead elsewhere.</summary>
    public static string Safe(string? given) =>
        given is ['/', ..] && RedirectHttpResult.IsLocalUrl(given) ? given : "/";
}
