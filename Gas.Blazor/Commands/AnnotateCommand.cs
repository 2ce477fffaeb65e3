using System.CommandLine;
using System.Security.Cryptography;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Blazor.Commands;

/// <summary><c>annotate IN -o OUT</c>: the engine without a server, a database or a data folder.</summary>
internal static class AnnotateCommand
{
    public static Command Build()
    {
        var input = new Argument<FileInfo>("IN") { Description = "The VCF: plain, gzip or bgzip." };
        var output = new Option<FileInfo>("--output", "-o") { Description = "The annotated VCF (bgzip); its index, log and summary are written beside it.", Required = true };
        var reference = new Option<string>("--reference", "-r") { Description = "Name of an installed reference, or the path of a bundle.", DefaultValueFactory = _ => ReferenceCatalog.DefaultName };
        var strict = new Option<bool>("--strict") { Description = "Stop at the first record that breaks the VCF specification." };
        var lenient = new Option<bool>("--lenient") { Description = "Skip such records and say how many (the default)." };
        var force = new Option<bool>("--force", "-f") { Description = "Replace output files that are there already." };
        var command = new Command("annotate", "Annotate a VCF file.") { input, output, reference, strict, lenient, force };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(strict) && parsed.GetValue(lenient))
            {
                parsed.AddError("--strict and --lenient exclude each other.");
            }
        });
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(input),
            new AnnotationOutput(parsed.GetRequiredValue(output), parsed.GetValue(force)),
            parsed.GetRequiredValue(reference),
            new AnnotationOptions { Strict = parsed.GetValue(strict) },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo input, AnnotationOutput output, string reference, AnnotationOptions options, CancellationToken cancellation)
    {
        try
        {
            if (output.FindObstacle(input) is { } obstacle)
            {
                await Console.Error.WriteLineAsync($"gas: {obstacle}");
                return ExitCode.Usage;
            }

            var bundle = InstalledReferences.From(CommandServices.Settings()).Catalog.OpenNameOrPath(reference);
            await using var source = input.OpenRead();
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(source, cancellation));
            source.Position = 0;
            using var bar = new ProgressBar(input.Name);
            await output.WriteAsync((result, index, log) => new VcfAnnotator().AnnotateAsync(
                new AnnotationRequest
                {
                    Input = source,
                    InputLength = source.Length,
                    InputName = input.Name,
                    InputSha256 = sha256,
                    Reference = bundle,
                    Options = options,
                    Result = result,
                    Index = index,
                    Log = log,
                },
                bar,
                cancellation));
            return ExitCode.Done;
        }
        catch (VcfException fault)
        {
            await Console.Error.WriteLineAsync($"gas: {input.Name}: {fault.Message}");
            return ExitCode.InputAtFault;
        }
        catch (ReferenceException fault)
        {
            await Console.Error.WriteLineAsync($"gas: {fault.Message}");
            return ExitCode.Usage;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"gas: {fault.Message}");
            return ExitCode.Failed;
        }
    }
}
