namespace Gas.Blazor.Account.Address;

/// <param name="User">The account's id.</param>
/// <param name="Stamp">Its security stamp when the wish was made: a new password, or another change of the address, voids it.</param>
/// <param name="Email">The address that it wants.</param>
public sealed record AddressWish(string User, string Stamp, string Email);
