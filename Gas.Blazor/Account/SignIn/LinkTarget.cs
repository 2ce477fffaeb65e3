using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Authentication;

namespace Gas.Blazor.Account.SignIn;

/// <summary>The account to which somebody who is signed in wants to link an identity; travels with the sign-in, signed by us.</summary>
internal static class LinkTarget
{
    private const string Key = "gas.link-to";

    public static void Set(AuthenticationProperties properties, UserId account) => properties.Items[Key] = account.Value;

    /// <summary>Null for a plain sign-in.</summary>
    public static UserId? Of(AuthenticationProperties? properties) => properties?.Items.TryGetValue(Key, out var id) == true && id is not null ? new UserId(id) : null;
}
