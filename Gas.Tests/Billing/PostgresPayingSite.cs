using Gas.Tests.Peers;

namespace Gas.Tests.Billing;

/// <summary>With the accounts on PostgreSQL. A fixture cannot skip; where there is none it stays closed, and its tests are skipped.</summary>
public sealed class PostgresPayingSite : PayingSite
{
    public override ValueTask InitializeAsync() => PostgresPeer.IsThere ? base.InitializeAsync() : ValueTask.CompletedTask;

    public PayingSite OrSkip()
    {
        PostgresPeer.SkipIfMissing();
        return this;
    }

    protected override Dictionary<string, string> Accounts() => PostgresPeer.Settings();
}
