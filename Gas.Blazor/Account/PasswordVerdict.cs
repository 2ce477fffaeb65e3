namespace Gas.Blazor.Account;

/// <param name="User">The account that the password opens, or null.</param>
/// <param name="LockedOut">Too many wrong passwords: nothing opens it for a while.</param>
public readonly record struct PasswordVerdict(GasUser? User, bool LockedOut);
