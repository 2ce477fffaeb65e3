using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gas.Blazor.Account.SignIn;

/// <summary>
/// What a session keeps of its beginning: when somebody showed who they are, and with which provider. What cannot be undone or gives lasting access, and asks
/// for no password, asks for a session that has just begun. A provider that let somebody in who had signed in there long ago begins no such session.
/// </summary>
internal static class Freshness
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private const string At = "gas.at";
    private const string With = "gas.with";
    private const string Anew = "gas.anew";

    /// <summary>A session that goes on keeps its beginning.</summary>
    public static void Mark(AuthenticationProperties session, DateTimeOffset now) => session.Items.TryAdd(At, Kept(now));

    /// <summary>When somebody signed in with a provider, as far as that is known: null begins a session that is never fresh.</summary>
    public static void MarkSince(AuthenticationProperties session, DateTimeOffset? at) => session.Items[At] = at is { } known ? Kept(known) : "";

    /// <summary>Has the provider ask who it is even of somebody whom it knows (OpenID Connect Core 1.0, section 3.1.2.1). Whether it did is told by its answer only.</summary>
    public static void Ask(AuthenticationProperties visit)
    {
        visit.Items[Anew] = "";
        visit.SetParameter(OpenIdConnectParameterNames.Prompt, OpenIdConnectPrompt.Login);
        visit.SetParameter<TimeSpan?>(OpenIdConnectParameterNames.MaxAge, TimeSpan.Zero);
    }

    public static bool IsAsked(AuthenticationProperties visit) => visit.Items.ContainsKey(Anew);

    public static void MarkProvider(AuthenticationProperties session, string name) => session.Items[With] = name;

    public static string? ProviderOf(AuthenticationProperties? session) => session?.Items.TryGetValue(With, out var name) == true ? name : null;

    public static async Task<bool> IsFreshAsync(HttpContext context, TimeProvider time)
    {
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        return session.Properties?.Items.TryGetValue(At, out var text) == true
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at)
            && IsFresh(at, time.GetUtcNow());
    }

    public static bool IsFresh(DateTimeOffset at, DateTimeOffset now) => now - at < Limit;

    private static string Kept(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
