namespace Gas.Blazor.Account.People;

/// <param name="Accounts">In the order of their e-mail addresses.</param>
/// <param name="Next">Where the next page begins, or null when this is the last.</param>
public sealed record AccountPage(IReadOnlyList<AccountLine> Accounts, string? Next);
