using Gas.Tests.Blazor.Storage;
using Gas.Tests.Peers;

namespace Gas.Tests.Blazor.Accounts.Postgres;

public sealed class ArchiveAndBackOnPostgresTests : ArchiveAndBackTests
{
    protected override Dictionary<string, string> Accounts() => PostgresPeer.Settings();
}
