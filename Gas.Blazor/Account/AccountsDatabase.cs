using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Account;

/// <summary>Where accounts and the keys that sign cookies lie, and how they are made ready.</summary>
internal static class AccountsDatabase
{
    // The provider's own key; accounts lie in the same folder, whoever keeps the jobs.
    private const string FolderKey = "Embedded:DataPath";
    private const string DefaultFolder = "data";

    public static string FolderOf(IConfiguration configuration) =>
        Path.GetFullPath(configuration[FolderKey] is { Length: > 0 } folder ? folder : DefaultFolder);

    public static string ConnectionStringOf(IConfiguration configuration) =>
        $"Data Source={Path.Combine(FolderOf(configuration), "accounts.db")}";

    /// <summary>Made by us, so that nobody else on the machine may read the keys.</summary>
    public static DirectoryInfo KeysOf(IConfiguration configuration) => MakePrivate(Path.Combine(FolderOf(configuration), "keys"));

    /// <summary>Brings the tables up to date (a new database is made in WAL mode) and sees to the roles; true when there is an account already.</summary>
    public static async Task<bool> OpenAsync(IServiceProvider services, CancellationToken cancellation)
    {
        // Not every provider of jobs has made the folder for its own data.
        MakePrivate(FolderOf(services.GetRequiredService<IConfiguration>()));
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        await accounts.Database.MigrateAsync(cancellation);
        CloseToOthers(FolderOf(services.GetRequiredService<IConfiguration>()));
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        if (!await roles.RoleExistsAsync(Roles.Admin))
        {
            await roles.CreateAsync(new IdentityRole(Roles.Admin));
        }

        return await accounts.Users.AnyAsync(cancellation);
    }

    private static DirectoryInfo MakePrivate(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Hashes of passwords are nobody else's business on this machine.</summary>
    private static void CloseToOthers(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "accounts.db*"))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }
}
