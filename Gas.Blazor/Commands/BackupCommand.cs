using System.CommandLine;
using System.Data.Common;
using Gas.Blazor.Account;
using Gas.Pipeline.Embedded.Backup;
using Microsoft.EntityFrameworkCore;

namespace Gas.Blazor.Commands;

/// <summary><c>backup</c> and <c>restore</c>: the embedded provider's data, all of it, while the service runs.</summary>
internal static class BackupCommand
{
    public static Command BuildBackup()
    {
        var to = new Option<DirectoryInfo>("--to") { Description = "A new folder for this backup.", Required = true };
        var copy = new Option<bool>("--copy") { Description = "Copy every file, also where a link on the same disk would do." };
        var command = new Command("backup", "Copy all data of the embedded provider while the service runs: jobs, files, archives, accounts, keys, added references. Settings are the server's.") { to, copy };
        command.SetAction((parsed, cancellation) => RunAsync(async data =>
        {
            var folder = parsed.GetRequiredValue(to).FullName;
            var (jobs, files) = await new DataBackup(data, folder, parsed.GetValue(copy), TimeProvider.System).RunAsync(OwnersOfAsync, cancellation);
            var accounts = File.Exists(Path.Combine(folder, "accounts.db")) ? "" : " Accounts are not in this folder: back up their PostgreSQL database now, too.";
            return $"{jobs} jobs, {files} files, each compared with its SHA-256.{accounts}";
        }));
        return command;
    }

    public static Command BuildRestore()
    {
        var from = new Option<DirectoryInfo>("--from") { Description = "A folder that 'backup' has finished.", Required = true };
        var command = new Command("restore", "Make the data folder of a backup. The folder of the settings must be new or empty.") { from };
        command.SetAction((parsed, cancellation) => RunAsync(data =>
        {
            var (files, madeAt) = new DataRestore(parsed.GetRequiredValue(from).FullName, data).Run(cancellation);
            return Task.FromResult($"{files} files as of {madeAt:u} are in '{data}'. Start the service.");
        }));
        return command;
    }

    private static async Task<int> RunAsync(Func<string, Task<string>> act)
    {
        var settings = CommandServices.Settings();
        if (settings["Provider"] is { Length: > 0 } provider && provider != "Embedded")
        {
            await Console.Error.WriteLineAsync($"gas: Provider is '{provider}': rows and files lie in its services, which back them up by themselves (docs/operating.md says how). This command is for Embedded.");
            return ExitCode.Usage;
        }

        try
        {
            await Console.Out.WriteLineAsync(await act(AccountsDatabase.FolderOf(settings)));
            return ExitCode.Done;
        }
        catch (BackupException refused)
        {
            await Console.Error.WriteLineAsync($"gas: {refused.Message}");
            return ExitCode.InputAtFault;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DbException)
        {
            await Console.Error.WriteLineAsync($"gas: {fault.Message} Nothing that was there has been changed; remove the unfinished folder and try again.");
            return ExitCode.Failed;
        }
    }

    private static async Task<IReadOnlySet<string>> OwnersOfAsync(string database, CancellationToken cancellation)
    {
        var options = new DbContextOptionsBuilder<AccountsDbContext>().UseSqlite($"Data Source={database};Pooling=False").Options;
        await using var accounts = new AccountsDbContext(options);
        return await accounts.Users.Select(user => user.Id).ToHashSetAsync(cancellation);
    }
}
