using System.CommandLine;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Aws.Original;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Transfer;

namespace Gas.Blazor.Commands;

/// <summary><c>jobs export</c> and <c>jobs import</c>: moves jobs and their files between providers, and takes them over from an original service.</summary>
internal static class JobsCommand
{
    public static Command Build() => new("jobs", "Move jobs between providers. Settings are the server's.") { BuildExport(), BuildImport() };

    private static Command BuildExport()
    {
        var to = new Option<DirectoryInfo>("--to") { Description = "The folder: a new one, an empty one, or an export to go on with.", Required = true };
        var retrieve = new Option<bool>("--retrieve") { Description = "Retrieve archived results and wait for them, however long the vault takes." };
        var leave = new Option<bool>("--leave-archives") { Description = "Leave archives where they are: for a target that has the same vault." };
        var tier = TierOption();
        var command = new Command("export", "Copy all jobs and files of the configured provider into a folder. Nothing is changed.") { to, retrieve, leave, tier };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(retrieve) && parsed.GetValue(leave))
            {
                parsed.AddError("--retrieve and --leave-archives exclude each other.");
            }
        });
        command.SetAction((parsed, cancellation) => Transfer.RunAsync(
            [],
            async (services, report, stopping) =>
            {
                var rule = parsed.GetValue(retrieve) ? ArchiveRule.Retrieve : parsed.GetValue(leave) ? ArchiveRule.LeaveInVault : ArchiveRule.LeaveOut;
                await services.GetRequiredService<JobExport>().RunAsync(new ExportFolder(parsed.GetRequiredValue(to).FullName), rule, parsed.GetValue(tier), report, stopping);
                return true;
            },
            cancellation));
        return command;
    }

    private static Command BuildImport()
    {
        var from = new Option<DirectoryInfo>("--from") { Description = "A folder that 'jobs export' has written." };
        var fromGas = new Option<bool>("--from-gas") { Description = "Take over an original service: its table, buckets and archives. Region and credentials are those of the section Aws." };
        var table = new Option<string>("--table") { Description = "With --from-gas: the original's DynamoDB table." };
        var owners = new Option<FileInfo>("--owners") { Description = "With --from-gas: a file of lines 'user_id,e-mail or id of the account here'. Users without a line keep their id." };
        var retrieve = new Option<bool>("--retrieve") { Description = "With --from-gas: retrieve archived results from --vault and wait for them." };
        var vault = new Option<string>("--vault") { Description = "With --retrieve: the original's Glacier vault." };
        var tier = TierOption();
        var reference = new Option<string>("--reference") { Description = "With --from-gas: against what its waiting jobs are annotated.", DefaultValueFactory = _ => "NC_045512.2" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be done and what cannot be taken, and do nothing." };
        var command = new Command("import", "Bring jobs and files into the configured provider. What is there already stays.") { from, fromGas, table, owners, retrieve, vault, tier, reference, dryRun };
        command.Validators.Add(parsed =>
        {
            var isGas = parsed.GetValue(fromGas);
            if (isGas == parsed.GetValue(from) is not null)
            {
                parsed.AddError("Say either --from FOLDER or --from-gas.");
            }

            if (isGas && parsed.GetValue(table) is null)
            {
                parsed.AddError("--from-gas needs --table, the name of the original's table.");
            }

            if (parsed.GetValue(retrieve) != parsed.GetValue(vault) is not null)
            {
                parsed.AddError("--retrieve and --vault belong together.");
            }
        });
        command.SetAction((parsed, cancellation) => parsed.GetValue(from) is { } folder
            ? Transfer.RunAsync(
                [Transfer.Accounts],
                (services, report, stopping) => services.GetRequiredService<JobImport>().RunAsync(new ExportFolder(folder.FullName), parsed.GetValue(dryRun), report, stopping),
                cancellation)
            : Transfer.RunAsync(
                [Transfer.Accounts, (services, configuration) => services.AddOriginal(configuration)],
                (services, report, stopping) => TakeOverAsync(
                    services,
                    new OriginalOptions(parsed.GetRequiredValue(table), parsed.GetRequiredValue(reference), parsed.GetValue(vault), parsed.GetValue(tier), parsed.GetValue(dryRun)),
                    parsed.GetValue(owners),
                    report,
                    stopping),
                cancellation));
        return command;
    }

    private static async Task<bool> TakeOverAsync(IServiceProvider services, OriginalOptions options, FileInfo? owners, TransferReport report, CancellationToken cancellation)
    {
        var installed = new ReferenceCatalog(ReferenceCatalog.DefaultFolder).Names;
        if (!installed.Contains(options.Reference, StringComparer.OrdinalIgnoreCase))
        {
            throw new ExportException($"There is no reference '{options.Reference}'. Installed are: {string.Join(", ", installed)}.");
        }

        var map = new OwnerMap(services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<IOwners>(), await OwnerMap.ReadAsync(owners, cancellation));
        await services.GetRequiredService<OriginalImport>().RunAsync(options, map.FindAsync, report, cancellation);
        return true;
    }

    private static Option<RetrievalTier> TierOption() =>
        new("--tier") { Description = "With --retrieve: how fast, at what price.", DefaultValueFactory = _ => RetrievalTier.Standard };
}
