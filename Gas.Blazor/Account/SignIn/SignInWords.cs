namespace Gas.Blazor.Account.SignIn;

/// <summary>Ends of a sign-in in sentences for people.</summary>
internal static class SignInWords
{
    /// <summary>Null for an end that needs none.</summary>
    /// <param name="with">The provider's title.</param>
    public static string? Of(SignInEnd end, string with) => end switch
    {
        SignInEnd.Cancelled => $"The sign-in with {with} was cancelled. Nothing has changed.",
        SignInEnd.Unreachable => $"{with} cannot be reached at the moment. Try again in a few minutes.",
        SignInEnd.Failed => $"The sign-in with {with} did not work: its answer was not accepted. Try again; if it fails once more, tell the operator of this service, who finds the cause in the log.",
        SignInEnd.Expired => "The sign-in took too long, or was begun in another window. Start it again.",
        SignInEnd.NoEmail => $"{with} gave no verified e-mail address of yours, and an account here needs one. If you have an account here, sign in to it and link {with} on your account's page.",
        SignInEnd.Closed => $"Nobody here has this {with} identity, and accounts are not made by signing in. Ask the operator of this service for an account; if you have one, sign in to it and link {with} on your account's page.",
        SignInEnd.Disabled => "This account is disabled. Ask the operator of this service.",
        SignInEnd.LinkedElsewhere => $"This {with} identity opens another account. Unlink it there first.",
        _ => null,
    };
}
