namespace Gas.Blazor.Account.SignIn;

/// <summary>How a sign-in with a provider ended. The names are carried by addresses.</summary>
public enum SignInEnd
{
    SignedIn,

    /// <summary>There is an account with this address: its password must be told once.</summary>
    NeedsPassword,

    /// <summary>The account has a second factor: a code must be told, too.</summary>
    NeedsCode,
    Linked,
    Cancelled,

    /// <summary>The provider did not answer.</summary>
    Unreachable,

    /// <summary>What the provider answered was no good.</summary>
    Failed,

    /// <summary>Nothing is known of a sign-in here, or not any more.</summary>
    Expired,
    NoEmail,

    /// <summary>The provider was asked to have them sign in anew, and does not say that they did.</summary>
    NotAnew,

    /// <summary>Nobody gets an account by themselves.</summary>
    Closed,
    Disabled,

    /// <summary>The identity belongs to another account.</summary>
    LinkedElsewhere,
}
