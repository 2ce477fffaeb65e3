using System.CommandLine;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Vcf;

namespace Gas.Blazor.Commands;

/// <summary><c>validate IN</c>: says what is wrong with a VCF, line by line, and nothing else.</summary>
internal static class ValidateCommand
{
    private const int Shown = 1000;

    public static Command Build()
    {
        var input = new Argument<FileInfo>("IN") { Description = "The VCF: plain, gzip or bgzip." };
        var strict = new Option<bool>("--strict") { Description = "Report everything that the VCF specification does not allow, not only what makes a record unusable." };
        var command = new Command("validate", "Check a VCF file: exit code 0 if it is valid, 1 if not, with the faults on standard error.") { input, strict };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(input), parsed.GetValue(strict), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo input, bool strict, CancellationToken cancellation)
    {
        if (!input.Exists)
        {
            await Console.Error.WriteLineAsync($"gas: {input.FullName} does not exist.");
            return ExitCode.Usage;
        }

        try
        {
            var shown = 0;
            await using var source = input.OpenRead();
            var (records, violations) = await VcfValidator.ValidateAsync(
                source,
                strict,
                finding =>
                {
                    if (++shown <= Shown)
                    {
                        Console.Error.WriteLine($"{input.Name}: {finding}");
                    }
                },
                cancellation);
            await Console.Out.WriteLineAsync($"{input.Name}: {records} records, {violations} faults.");
            return violations == 0 ? ExitCode.Done : ExitCode.InputAtFault;
        }
        catch (VcfException fault)
        {
            await Console.Error.WriteLineAsync($"{input.Name}: {fault.Message}");
            return ExitCode.InputAtFault;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"gas: {fault.Message}");
            return ExitCode.Failed;
        }
    }
}
