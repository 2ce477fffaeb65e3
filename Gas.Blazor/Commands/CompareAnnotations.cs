using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Comparison;

namespace Gas.Blazor.Commands;

/// <summary><c>annotate --compare OLD NEW</c>: which variants changed, and how, on the standard output; the exit code tells whether any did.</summary>
internal static class CompareAnnotations
{
    public static async Task<int> RunAsync(FileInfo before, FileInfo after, CancellationToken cancellation)
    {
        try
        {
            await using var old = before.OpenRead();
            await using var present = after.OpenRead();
            var totals = await AnnotationComparison.CompareAsync(old, before.Name, present, after.Name, line => Console.Out.WriteLineAsync(line), cancellation);
            await Console.Error.WriteLineAsync($"gas: {totals.Same:N0} variants are annotated alike, {totals.Changed:N0} otherwise; {totals.Added:N0} are new, {totals.Removed:N0} are gone.");
            return totals.AreEqual ? ExitCode.Done : ExitCode.InputAtFault;
        }
        catch (VcfException fault)
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
