using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Gas.Blazor.Account.SignIn;

/// <summary>
/// What a session keeps of its beginning: when it was, and with which provider. What cannot be undone, and asks for no password because there is none,
/// asks for a session that has just begun.
/// </summary>
internal static class Freshness
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private const string At = "gas.at";
    private const string With = "gas.with";

    /// <summary>A session that goes on keeps its beginning.</summary>
    public static void Mark(AuthenticationProperties session, DateTimeOffset now) => session.Items.TryAdd(At, now.ToString("O", CultureInfo.InvariantCulture));

    public static void MarkProvider(AuthenticationProperties session, string name) => session.Items[With] = name;

    public static string? ProviderOf(AuthenticationProperties? session) => session?.Items.TryGetValue(With, out var name) == true ? name : null;

    public static async Task<bool> IsFreshAsync(HttpContext context, TimeProvider time)
    {
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        return session.Properties?.Items.TryGetValue(At, out var text) == true
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at)
            && time.GetUtcNow() - at < Limit;
    }
}
