namespace Gas.Blazor.Account;

/// <param name="User">The account that the password opens, or null.</param>
/// <param name="LockedOut">Too many wrong passwords: nothing opens it for a while.</param>
/// <param name="Unconfirmed">The account whose password it is, but whose address must be confirmed first; else null.</param>
public readonly record struct PasswordVerdict(GasUser? User, bool LockedOut, GasUser? Unconfirmed = null);
