namespace Gas.Blazor.Account;

/// <param name="User">The account, or null when there is none.</param>
/// <param name="Errors">Sentences for the user that say why not.</param>
public readonly record struct NewAccount(GasUser? User, IReadOnlyList<string> Errors);
