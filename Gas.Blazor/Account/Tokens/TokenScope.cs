namespace Gas.Blazor.Account.Tokens;

/// <summary>What a token may be used for. Each is said by itself: none includes another.</summary>
[Flags]
public enum TokenScope
{
    None = 0,

    /// <summary>See jobs and the plan, and download.</summary>
    Read = 1,

    /// <summary>Upload, cancel, retry and delete.</summary>
    Submit = 2,

    /// <summary>Use the rights of an admin, as long as the account has them.</summary>
    Admin = 4,
}
