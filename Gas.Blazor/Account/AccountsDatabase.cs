using Gas.Blazor.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gas.Blazor.Account;

/// <summary>Where accounts and the keys that sign cookies lie, and how they are made ready.</summary>
internal static class AccountsDatabase
{
    // The provider's own key; accounts lie in the same folder, whoever keeps the jobs.
    private const string FolderKey = "Embedded:DataPath";
    private const string DefaultFolder = "data";

    public static string FolderOf(IConfiguration configuration) =>
        Path.GetFullPath(configuration[FolderKey] is { Length: > 0 } folder ? folder : DefaultFolder);

    /// <summary>Made by us, so that nobody else on the machine may read the keys.</summary>
    public static DirectoryInfo KeysOf(IConfiguration configuration) => MakePrivate(Path.Combine(FolderOf(configuration), "keys"));

    public static string ConnectionStringOf(IConfiguration configuration) => $"Data Source={FileOf(configuration)}";

    /// <summary>Where the accounts lie, for whoever starts the server.</summary>
    public static string PlaceOf(IServiceProvider services) => services.GetRequiredService<IOptions<AccountOptions>>().Value.IsShared
        ? "Accounts are kept in the PostgreSQL database that Accounts:ConnectionString names."
        : $"Accounts are kept in {FileOf(services.GetRequiredService<IConfiguration>())}, for this instance alone; set Accounts:Database to Postgres for several.";

    /// <summary>Brings the tables up to date (a new SQLite database is made in WAL mode) and sees to the roles and keys; true when there is an admin already.</summary>
    /// <exception cref="StartException">The server does not let us in, or is not there.</exception>
    public static async Task<bool> OpenAsync(IServiceProvider services, CancellationToken cancellation)
    {
        // Not every provider of jobs has made the folder for its own data.
        MakePrivate(FolderOf(services.GetRequiredService<IConfiguration>()));
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        try
        {
            await accounts.MigrateAsync(cancellation);
        }
        catch (Exception exception) when ((exception as NpgsqlException ?? exception.InnerException as NpgsqlException) is { } refused)
        {
            throw new StartException($"The accounts' database, which Accounts:ConnectionString names, cannot be opened: {refused.Message} Mend the setting or the server, then start again.");
        }

        if (accounts is not PostgresAccounts)
        {
            CloseToOthers(FolderOf(services.GetRequiredService<IConfiguration>()));
        }

        return await accounts.InTurnAsync(
            async () =>
            {
                var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
                if (!await roles.RoleExistsAsync(Roles.Admin))
                {
                    await roles.CreateAsync(new IdentityRole(Roles.Admin));
                }

                // The first use makes the first key: of two new instances only one makes it, and the other knows it from its start.
                services.GetRequiredService<IDataProtectionProvider>().CreateProtector("gas-start").Protect([]);
                return await accounts.ActiveAdmins.AnyAsync(cancellation);
            },
            cancellation);
    }

    private static DirectoryInfo MakePrivate(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static string FileOf(IConfiguration configuration) => Path.Combine(FolderOf(configuration), "accounts.db");

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
