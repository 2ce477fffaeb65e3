using Gas.Tests.Peers;

namespace Gas.Tests.Blazor.Accounts.Postgres;

public sealed class DeletionOnPostgresTests : AccountDeletionTests
{
    protected override Dictionary<string, string> Accounts() => PostgresPeer.Settings();
}
