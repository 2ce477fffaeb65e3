using System.CommandLine;
using Gas.Blazor.Hosting;

namespace Gas.Blazor.Commands;

/// <summary>The commands of the binary. Whatever is none of them starts the server.</summary>
public static class CommandLine
{
    private static readonly string[] Switches = ["--help", "-h", "-?", "/?", "/h", "--version", "--health"];

    /// <summary>Runs a command and gives its exit code, or null when the arguments are the server's.</summary>
    public static async Task<int?> TryRunAsync(string[] args)
    {
        var root = Build();
        if (args is not [var first, ..] || !(Switches.Contains(first) || root.Subcommands.Any(command => command.Name == first)))
        {
            return args is [var stray, ..] && !stray.StartsWith('-') && !stray.Contains('=') ? Refuse(stray) : null;
        }

        try
        {
            var parsed = root.Parse(args);
            return parsed.Errors.Count > 0 ? Refuse(parsed.Errors.Select(error => error.Message)) : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception exception) when (StartRefusal.Explain(exception) is { Count: > 0 } sentences)
        {
            return Refuse(sentences);
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand(
            """
            GAS, a genomics annotation service. Without a command it starts the server.

            Exit codes: 0 done; 1 the input is at fault (or, with --health, the service is not well; with --compare, the files differ); 2 wrong usage or setting;
            3 a file could not be read or written; 130 interrupted.
            """);
        var health = new Option<bool>("--health") { Description = "Ask the server on this machine whether it is well, and answer with the exit code." };
        root.Options.Add(health);
        root.SetAction((parsed, cancellation) => parsed.GetValue(health) ? HealthCommand.RunAsync(cancellation) : Task.FromResult(ExitCode.Usage));
        root.Subcommands.Add(AnnotateCommand.Build());
        root.Subcommands.Add(ValidateCommand.Build());
        root.Subcommands.Add(ReferenceCommand.Build());
        root.Subcommands.Add(AwsCommand.Build());
        root.Subcommands.Add(JobsCommand.Build());
        root.Subcommands.Add(UserCommand.Build());
        root.Subcommands.Add(BackupCommand.BuildBackup());
        root.Subcommands.Add(BackupCommand.BuildRestore());
        return root;
    }

    private static int Refuse(string word) => Refuse([$"'{word}' is not a command."]);

    private static int Refuse(IEnumerable<string> reasons)
    {
        foreach (var reason in reasons)
        {
            Console.Error.WriteLine($"gas: {reason}");
        }

        Console.Error.WriteLine("gas: --help lists the commands.");
        return ExitCode.Usage;
    }
}
