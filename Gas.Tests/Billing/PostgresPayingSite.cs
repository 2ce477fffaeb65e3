using Gas.Tests.Peers;

namespace Gas.Tests.Billing;

public sealed class PostgresPayingSite : PayingSite
{
    protected override Dictionary<string, string> Accounts { get; } = PostgresPeer.Settings();
}
