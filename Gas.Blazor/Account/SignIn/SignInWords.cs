using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.SignIn;

/// <summary>Ends of a sign-in in sentences for people.</summary>
internal static class SignInWords
{
    /// <summary>Null for an end that needs none.</summary>
    /// <param name="with">The provider's title.</param>
    public static string? Of(SignInEnd end, string with) => end switch
    {
        SignInEnd.Cancelled => L["The sign-in with {0} was cancelled. Nothing has changed.", with],
        SignInEnd.Unreachable => L["{0} cannot be reached at the moment. Try again in a few minutes.", with],
        SignInEnd.Failed => L["The sign-in with {0} did not work: its answer was not accepted. Try again; if it fails once more, tell the operator of this service, who finds the cause in the log.", with],
        SignInEnd.Expired => L["The sign-in took too long, or was begun in another window. Start it again."],
        SignInEnd.NotAnew => L["{0} does not say that you have just signed in there, so nothing is proved. Sign in with a password or a passkey if you have one; else tell the operator of this service, who finds more in the log.", with],
        SignInEnd.NoEmail => L["{0} gave no verified e-mail address of yours, and an account here needs one. If you have an account here, sign in to it and link {0} on your account's page.", with],
        SignInEnd.Closed => L["Nobody here has this {0} identity, and accounts are not made by signing in. Ask the operator of this service for an account; if you have one, sign in to it and link {0} on your account's page.", with],
        SignInEnd.Disabled => L["This account is disabled. Ask the operator of this service."],
        SignInEnd.LinkedElsewhere => L["This {0} identity opens another account. Unlink it there first.", with],
        _ => (string?)null,
    };
}
