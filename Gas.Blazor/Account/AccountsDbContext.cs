using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

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
        });
    }
}
