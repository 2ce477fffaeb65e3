namespace Gas.Blazor.Account;

/// <param name="User">The account that the password opens, or null.</param>
/// <param name="LockedOut">Too many wrong passwords: nothing opens it for a while.</param>
/// <param name="Unconfirmed">The password is right, but the address must be confirmed first.</param>
public readonly record struct PasswordVerdict(GasUser? User, bool LockedOut, bool Unconfirmed = false);
