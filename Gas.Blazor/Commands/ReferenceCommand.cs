using System.CommandLine;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Blazor.Commands;

/// <summary><c>reference list|verify|add|remove</c>, with <c>build</c> and <c>add-known</c> of their own: what files can be annotated against.</summary>
internal static class ReferenceCommand
{
    public static Command Build() => new("reference", "Build, install and check references: sequence, genes and known variants.")
    {
        ReferenceBuildCommand.Build(),
        ReferenceBuildCommand.BuildAddKnown(),
        List(),
        Verify(),
        Add(),
        Remove(),
    };

    /// <summary>Runs a step and turns what it refuses into a sentence and an exit code.</summary>
    public static async Task<int> RunAsync(Func<InstalledReferences, Task> step)
    {
        try
        {
            await step(InstalledReferences.From(CommandServices.Settings()));
            return ExitCode.Done;
        }
        catch (ReferenceException fault)
        {
            await Console.Error.WriteLineAsync($"gas: {fault.Message}");
            return ExitCode.InputAtFault;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"gas: {fault.Message}");
            return ExitCode.Failed;
        }
    }

    public static string Sentence(ReferenceDescription reference) =>
        $"{reference.Name}: {reference.Title}; {reference.Length:N0} bases{(reference.HasSequence ? "" : " (no sequence)")}, {reference.Transcripts:N0} transcripts{(reference.Known.Count > 0 ? $", {string.Join(", ", reference.Known)}" : "")}; sha256 {reference.Checksum}";

    private static Command List()
    {
        var command = new Command("list", "List the installed references.");
        command.SetAction(_ => RunAsync(async installed =>
        {
            var usable = installed.Catalog.Describe();
            foreach (var reference in usable)
            {
                await Console.Out.WriteLineAsync(Sentence(reference));
            }

            foreach (var name in installed.Catalog.Names.Except(usable.Select(reference => reference.Name)))
            {
                await Console.Error.WriteLineAsync($"gas: {name} is damaged; 'reference verify {name}' says how.");
            }
        }));
        return command;
    }

    private static Command Verify()
    {
        var name = new Argument<string?>("NAME") { Description = "The reference; all of them if left out. A path of a bundle will do.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("verify", "Compare every file of a reference with its checksum.") { name };
        command.SetAction(parsed => RunAsync(async installed =>
        {
            IReadOnlyList<string> wished = parsed.GetValue(name) is { } one ? [one] : installed.Catalog.Names;
            foreach (var reference in wished)
            {
                ReferenceBundle.Verify(installed.Catalog.FindFolder(reference));
                await Console.Out.WriteLineAsync($"{reference}: well");
            }
        }));
        return command;
    }

    private static Command Add()
    {
        var source = new Argument<string>("BUNDLE") { Description = $"The folder of a bundle, or one of {string.Join(", ", ReferenceDownload.Names)}, which is downloaded from Ensembl and built here." };
        var command = new Command("add", "Install a reference.") { source };
        command.SetAction((parsed, cancellation) => RunAsync(async installed =>
        {
            var wished = parsed.GetRequiredValue(source);
            var added = Directory.Exists(wished)
                ? installed.Add(wished)
                : await new ReferenceDownload(installed, CommandServices.Settings(), new ConsoleLines()).AddAsync(wished, cancellation);
            await Console.Out.WriteLineAsync(Sentence(ReferenceDescription.Of(added)));
        }));
        return command;
    }

    private static Command Remove()
    {
        var name = new Argument<string>("NAME") { Description = "The reference." };
        var command = new Command("remove", "Remove a reference that was added. Results that were made with it stay.") { name };
        command.SetAction(parsed => RunAsync(async installed =>
        {
            installed.Remove(parsed.GetRequiredValue(name));
            await Console.Out.WriteLineAsync($"{parsed.GetRequiredValue(name)}: removed");
        }));
        return command;
    }
}
