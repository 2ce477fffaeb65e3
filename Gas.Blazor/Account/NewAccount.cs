namespace Gas.Blazor.Account;

/// <param name="User">The account, or null when there is none.</param>
/// <param name="Errors">Sentences for the user that say why not.</param>
/// <param name="IsTaken">There is none because the address has one already.</param>
public readonly record struct NewAccount(GasUser? User, IReadOnlyList<string> Errors, bool IsTaken = false)
{
    public void Deconstruct(out GasUser? user, out IReadOnlyList<string> errors) => (user, errors) = (User, Errors);
}
