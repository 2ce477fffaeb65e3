using Gas.Tests.Peers;

namespace Gas.Tests.Blazor.Accounts.SignIn;

/// <summary>With the accounts on PostgreSQL. A fixture cannot skip; where there is none it stays closed, and its tests are skipped.</summary>
public sealed class PostgresSigningSite : SigningSite
{
    public override ValueTask InitializeAsync() => PostgresPeer.IsThere ? base.InitializeAsync() : ValueTask.CompletedTask;

    public SigningSite OrSkip()
    {
        PostgresPeer.SkipIfMissing();
        return this;
    }

    protected override Dictionary<string, string> Settings() => PostgresPeer.Settings();
}
