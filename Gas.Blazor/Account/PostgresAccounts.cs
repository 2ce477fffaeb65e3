using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gas.Blazor.Account;

/// <summary>The accounts on PostgreSQL, where several instances share them, and with them the keys that sign cookies.</summary>
public sealed class PostgresAccounts(DbContextOptions<PostgresAccounts> options) : AccountsDbContext(options), IDataProtectionKeyContext
{
    // Any number, the same in all instances, that nobody else takes in this database.
    private const long Turn = 0x6761732d61636373;
    private const long Opening = Turn + 1;

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

    /// <summary>Of instances that start at once over an empty database one makes the tables; PostgreSQL lets none make the first of them if another is about to.</summary>
    internal override async Task MigrateAsync(CancellationToken cancellation)
    {
        if (!await Database.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellation))
        {
            await base.MigrateAsync(cancellation);
            return;
        }

        // The lock belongs to the connection, which therefore stays open.
        await Database.OpenConnectionAsync(cancellation);
        try
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Opening})", cancellation);
            await base.MigrateAsync(cancellation);
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Opening})", CancellationToken.None);
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    protected override Task TakeTurnAsync(CancellationToken cancellation) => Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Turn})", cancellation);
}
