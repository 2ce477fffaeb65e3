using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account;

/// <summary>The accounts on PostgreSQL, where several instances share them, and with them the keys that sign cookies.</summary>
public sealed class PostgresAccounts(DbContextOptions<PostgresAccounts> options) : AccountsDbContext(options), IDataProtectionKeyContext
{
    // Any number, the same in all instances, that nobody else takes in this database.
    private const long Turn = 0x6761732d61636373;

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Letters compare as SQLite does it, whatever language the server was set up for: pages of accounts go by this order.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.Properties<string>().UseCollation("C");

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<GasUser>(user =>
        {
            // Names without quotes are read as small letters here.
            user.HasIndex(one => one.PlanVersion).HasFilter("\"PlanApplied\" < \"PlanVersion\"");
            user.HasIndex(one => one.DeletionRequestedAt).HasFilter("\"DeletionRequestedAt\" IS NOT NULL");
        });
    }

    protected override Task TakeTurnAsync(CancellationToken cancellation) => Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Turn})", cancellation);
}
