using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Invitations;
using Gas.Blazor.Account.Sessions;
using Gas.Blazor.Account.Tokens;
using Gas.Blazor.Endpoints;
using Gas.Blazor.Sharing;
using Gas.Blazor.Operation;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gas.Blazor.Account;

/// <summary>The accounts, in a database of their own beside the jobs: SQLite here, <see cref="PostgresAccounts"/> where several instances share them.</summary>
public class AccountsDbContext : IdentityDbContext<GasUser>
{
    public AccountsDbContext(DbContextOptions<AccountsDbContext> options)
        : base(options)
    {
    }

    protected AccountsDbContext(DbContextOptions options)
        : base(options)
    {
    }

    internal DbSet<ApiToken> Tokens => Set<ApiToken>();

    internal DbSet<ShareLink> ShareLinks => Set<ShareLink>();
    internal DbSet<KeptSetting> KeptSettings => Set<KeptSetting>();

    internal DbSet<AuditEntry> Audit => Set<AuditEntry>();

    internal DbSet<AccountSession> Sessions => Set<AccountSession>();

    internal DbSet<Invitation> Invitations => Set<Invitation>();

    /// <summary>Those who can do an admin's work.</summary>
    internal IQueryable<GasUser> ActiveAdmins => Users.Where(user => !user.Disabled && UserRoles.Any(role => role.UserId == user.Id && Roles.Any(one => one.Id == role.RoleId && one.Name == Account.Roles.Admin)));

    /// <summary>The account, unless it is the last active admin's. Part of a statement done in turn, so that what it says holds when the statement acts.</summary>
    internal IQueryable<GasUser> Dispensable(UserId id) => Users.Where(user => user.Id == id.Value && (!ActiveAdmins.Any(admin => admin.Id == id.Value) || ActiveAdmins.Any(admin => admin.Id != id.Value)));

    /// <summary>
    /// Does in one transaction, one at a time over all instances, what reads several accounts before it changes one: else two admins who leave at the same
    /// moment would each see the other stay.
    /// </summary>
    internal async Task<T> InTurnAsync<T>(Func<Task<T>> act, CancellationToken cancellation)
    {
        if (Database.CurrentTransaction is not null)
        {
            // A part of what is being done.
            await TakeTurnAsync(cancellation);
            return await act();
        }

        await using var transaction = await Database.BeginTransactionAsync(cancellation);
        await TakeTurnAsync(cancellation);
        var done = await act();
        await transaction.CommitAsync(cancellation);
        return done;
    }

    /// <summary>Saves what has been changed here together with its line of the audit trail, within the caller's transaction if there is one.</summary>
    internal Task NoteAsync(AuditEntry line, CancellationToken cancellation)
    {
        Audit.Add(line);
        return SaveChangesAsync(cancellation);
    }

    /// <summary>Brings the tables up to date. A SQLite file is one instance's alone.</summary>
    internal virtual Task MigrateAsync(CancellationToken cancellation) => Database.MigrateAsync(cancellation);

    /// <summary>Nothing to do for SQLite: a transaction has it for itself.</summary>
    protected virtual Task TakeTurnAsync(CancellationToken cancellation) => Task.CompletedTask;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // As the third version of Identity's schema has it. That version as a whole would cut the keys of linked identities to 128 characters.
        builder.Entity<IdentityUserPasskey<string>>(passkey =>
        {
            passkey.ToTable("AspNetUserPasskeys");
            passkey.HasKey(one => one.CredentialId);
            // WebAuthn allows 1023 bytes.
            passkey.Property(one => one.CredentialId).HasMaxLength(1024);
            passkey.OwnsOne(one => one.Data).ToJson();
            passkey.HasOne<GasUser>().WithMany().HasForeignKey(one => one.UserId).IsRequired().OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("AuditEntries");
            entry.Property(one => one.Action).HasConversion<string>().HasMaxLength(40);
            // SQLite compares no dates with an offset.
            entry.Property(one => one.At).HasConversion(date => date.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            foreach (var text in new[] { nameof(AuditEntry.Actor), nameof(AuditEntry.Subject), nameof(AuditEntry.Detail) })
            {
                entry.Property(text).HasMaxLength(AuditEntry.LongestText);
            }

            entry.HasIndex(one => one.At);
            entry.HasIndex(one => one.Subject);
            entry.HasIndex(one => one.ActorId);
        });
        builder.Entity<KeptSetting>(kept =>
        {
            kept.ToTable("KeptSettings");
            kept.HasKey(one => one.Name);
            kept.Property(one => one.Name).HasMaxLength(KeptSetting.LongestName);
        });
        builder.Entity<ApiToken>(token =>
        {
            token.ToTable("ApiTokens");
            token.Property(one => one.Name).HasMaxLength(ApiToken.LongestName);
            token.Property(one => one.Hash).HasMaxLength(64);
            token.HasIndex(one => one.Hash).IsUnique();
            token.HasOne<GasUser>().WithMany().HasForeignKey(one => one.UserId).OnDelete(DeleteBehavior.Cascade);
            // SQLite compares no dates with an offset.
            token.Property(one => one.CreatedAt).HasConversion(date => date.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            token.Property(one => one.ExpiresAt).HasConversion(date => date.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            token.Property(one => one.LastUsedAt).HasConversion(date => date!.Value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
        });
        builder.Entity<ShareLink>(link =>
        {
            link.ToTable("ShareLinks");
            link.Property(one => one.JobId).HasMaxLength(36);
            link.Property(one => one.FileName).HasMaxLength(FileName.LongestBytes);
            link.Property(one => one.Name).HasMaxLength(ShareLink.LongestName);
            link.Property(one => one.Hash).HasMaxLength(64);
            link.HasIndex(one => one.Hash).IsUnique();
            link.HasOne<GasUser>().WithMany().HasForeignKey(one => one.UserId).OnDelete(DeleteBehavior.Cascade);
            // SQLite compares no dates with an offset.
            link.Property(one => one.CreatedAt).HasConversion(date => date.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            link.Property(one => one.ExpiresAt).HasConversion(date => date.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            link.Property(one => one.LastUsedAt).HasConversion(date => date!.Value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
        });
        builder.Entity<AccountSession>(session =>
        {
            session.ToTable("Sessions");
            session.Property(one => one.Browser).HasMaxLength(AccountSession.LongestBrowser);
            session.Property(one => one.Address).HasMaxLength(AccountSession.LongestAddress);
            session.HasOne<GasUser>().WithMany().HasForeignKey(one => one.UserId).OnDelete(DeleteBehavior.Cascade);
            // SQLite compares no dates with an offset.
            session.Property(one => one.StartedAt).HasConversion(date => date.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            session.Property(one => one.SeenAt).HasConversion(date => date.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
        });
        builder.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("Invitations");
            invitation.Property(one => one.Hash).HasMaxLength(64);
            invitation.HasIndex(one => one.Hash).IsUnique();
            // SQLite compares no dates with an offset.
            invitation.Property(one => one.MadeAt).HasConversion(date => date.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            invitation.Property(one => one.ExpiresAt).HasConversion(date => date.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            invitation.Property(one => one.UsedAt).HasConversion(date => date!.Value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
        });
        builder.Entity<GasUser>(user =>
        {
            user.Property(one => one.DisplayName).HasMaxLength(GasUser.LongestName);
            user.Property(one => one.Institution).HasMaxLength(GasUser.LongestInstitution);
            // SQLite compares no dates with an offset.
            user.Property(one => one.PlanEndsAt).HasConversion(date => date!.Value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            user.Property(one => one.DeletionRequestedAt).HasConversion(date => date!.Value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            user.Property(one => one.BillingDueAt).HasConversion(date => date!.Value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            user.Property(one => one.MailNotices).HasDefaultValue(JobNotice.Completed | JobNotice.Failed | JobNotice.ArchivedSoon | JobNotice.Restored).HasSentinel((JobNotice)(-1));
            user.HasIndex(one => one.BillingCustomer).IsUnique();
            user.HasIndex(one => one.BillingDueAt);
            user.HasIndex(one => one.PlanVersion).HasFilter("PlanApplied < PlanVersion").HasDatabaseName("IX_AspNetUsers_PlanToApply");
            user.HasIndex(one => one.DeletionRequestedAt).HasFilter("DeletionRequestedAt IS NOT NULL").HasDatabaseName("IX_AspNetUsers_Leaving");
            // Saving an account (a name, a password, a failed sign-in) writes it whole, as it was read: it must not bring an old plan back.
            foreach (var property in user.Metadata.GetProperties().Where(one => one.Name.StartsWith(nameof(GasUser.Plan), StringComparison.Ordinal) || one.Name.StartsWith("Billing", StringComparison.Ordinal) || one.Name == nameof(GasUser.Quota)))
            {
                property.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            }
        });
    }
}
