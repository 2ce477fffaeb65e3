using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gas.Blazor.Account;

/// <summary>The accounts, in a database of their own beside the jobs.</summary>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options) : IdentityDbContext<GasUser>(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<GasUser>(user =>
        {
            user.Property(one => one.DisplayName).HasMaxLength(GasUser.LongestName);
            user.Property(one => one.Institution).HasMaxLength(GasUser.LongestInstitution);
            // SQLite compares no dates with an offset.
            user.Property(one => one.PlanEndsAt).HasConversion(date => date!.Value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            user.Property(one => one.BillingDueAt).HasConversion(date => date!.Value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
            user.Property(one => one.MailNotices).HasDefaultValue(JobNotice.Completed | JobNotice.Failed | JobNotice.ArchivedSoon | JobNotice.Restored).HasSentinel((JobNotice)(-1));
            user.HasIndex(one => one.BillingCustomer).IsUnique();
            user.HasIndex(one => one.BillingDueAt);
            user.HasIndex(one => one.PlanVersion).HasFilter("PlanApplied < PlanVersion").HasDatabaseName("IX_AspNetUsers_PlanToApply");
            // Saving an account (a name, a password, a failed sign-in) writes it whole, as it was read: it must not bring an old plan back.
            foreach (var property in user.Metadata.GetProperties().Where(one => one.Name.StartsWith(nameof(GasUser.Plan), StringComparison.Ordinal) || one.Name.StartsWith("Billing", StringComparison.Ordinal)))
            {
                property.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            }
        });
    }
}
