using System.Text.Json;
using Gas.Pipeline.Annotation;

namespace Gas.Blazor.Commands;

/// <summary>The four files that one run writes: under temporary names beside their places, and moved there only when all are whole.</summary>
internal sealed class AnnotationOutput(FileInfo result, bool replace)
{
    private const string Unfinished = ".part";

    private readonly string _stem = Stem(result.FullName);

    private string Index => result.FullName + ".tbi";

    private string Log => _stem + ".log";

    private string Summary => _stem + ".summary.json";

    /// <summary>Why nothing can be written, in a sentence; null when all is well.</summary>
    public string? FindObstacle(FileInfo input)
    {
        if (!input.Exists)
        {
            return $"{input.FullName} does not exist.";
        }

        if (string.Equals(input.FullName, result.FullName, StringComparison.Ordinal))
        {
            return "The output must be another file than the input.";
        }

        if (result.Directory is not { Exists: true })
        {
            return $"The folder {result.DirectoryName} does not exist.";
        }

        return !replace && new[] { result.FullName, Index, Log, Summary }.FirstOrDefault(File.Exists) is { } taken
            ? $"{taken} exists already; --force replaces it."
            : null;
    }

    public async Task WriteAsync(Func<Stream, Stream, IProgress<string>, Task<AnnotationSummary>> annotate)
    {
        string[] names = [result.FullName, Index, Log, Summary];
        try
        {
            AnnotationSummary summary;
            await using (var vcf = File.Create(result.FullName + Unfinished))
            await using (var index = File.Create(Index + Unfinished))
            await using (var log = new StreamWriter(Log + Unfinished))
            {
                summary = await annotate(vcf, index, new LogWriter(log));
            }

            await using (var file = File.Create(Summary + Unfinished))
            {
                await JsonSerializer.SerializeAsync(file, summary, AnnotationJson.Default.AnnotationSummary);
            }

            foreach (var name in names.Where(name => name != Index || summary.Indexed))
            {
                File.Move(name + Unfinished, name, overwrite: true);
            }

            if (!summary.Indexed)
            {
                // An index of an older result would lie beside a file that it does not describe.
                File.Delete(Index);
            }
        }
        finally
        {
            foreach (var name in names)
            {
                File.Delete(name + Unfinished);
            }
        }
    }

    private static string Stem(string path)
    {
        foreach (var ending in new[] { ".vcf.gz", ".vcf.bgz", ".vcf" })
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return path[..^ending.Length];
            }
        }

        return path;
    }

    private sealed class LogWriter(StreamWriter writer) : IProgress<string>
    {
        private readonly Lock _lock = new();

        public void Report(string value)
        {
            lock (_lock)
            {
                writer.WriteLine(value);
            }
        }
    }
}
