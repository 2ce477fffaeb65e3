using System.CommandLine;
using System.Security.Cryptography;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Genome;

namespace Gas.Blazor.Commands;

/// <summary><c>annotate IN -o OUT</c>: the engine without a server, a database or a data folder; <c>annotate --compare OLD NEW</c> for two of its results.</summary>
internal static class AnnotateCommand
{
    public static Command Build()
    {
        var input = new Argument<FileInfo?>("IN") { Description = "The VCF: plain, gzip or bgzip.", Arity = ArgumentArity.ZeroOrOne };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "The annotated VCF (bgzip); its index, log and summary are written beside it." };
        var compare = new Option<FileInfo[]>("--compare") { Description = "Annotate nothing; say which variants of two annotated files, OLD and NEW, differ and how. Exit code 1 when any do.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var reference = new Option<string>("--reference", "-r") { Description = "Name of an installed reference, or the path of a bundle.", DefaultValueFactory = _ => ReferenceCatalog.DefaultName };
        var strict = new Option<bool>("--strict") { Description = "Stop at the first record that breaks the VCF specification." };
        var lenient = new Option<bool>("--lenient") { Description = "Skip such records and say how many (the default)." };
        var phased = new Option<bool>("--phased") { Description = "Call variants of one haplotype in one transcript together, as the genotypes phase them." };
        var assumePhased = new Option<bool>("--assume-phased") { Description = "The same, reading unphased genotypes as phased; without samples all variants lie on one haplotype, as in a virus." };
        var force = new Option<bool>("--force", "-f") { Description = "Replace output files that are there already." };
        var command = new Command("annotate", "Annotate a VCF file.") { input, output, reference, strict, lenient, phased, assumePhased, force, compare };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(strict) && parsed.GetValue(lenient))
            {
                parsed.AddError("--strict and --lenient exclude each other.");
            }

            if (parsed.GetResult(compare) is null ? parsed.GetValue(input) is null || parsed.GetValue(output) is null : parsed.GetValue(input) is not null || parsed.GetValue(output) is not null)
            {
                parsed.AddError("Give a VCF and --output for its annotation, or --compare with two annotated files and neither.");
            }
        });
        command.SetAction((parsed, cancellation) => parsed.GetValue(compare) is [var before, var after] ? CompareAnnotations.RunAsync(before, after, cancellation) : RunAsync(
            parsed.GetRequiredValue(input)!,
            new AnnotationOutput(parsed.GetRequiredValue(output)!, parsed.GetValue(force)),
            parsed.GetRequiredValue(reference),
            new AnnotationOptions { Strict = parsed.GetValue(strict), Phasing = parsed.GetValue(assumePhased) ? Phasing.Assumed : parsed.GetValue(phased) ? Phasing.AsWritten : Phasing.None },
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
