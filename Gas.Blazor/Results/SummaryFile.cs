using System.Text.Json;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Results;

/// <summary>Reads what a run has counted. It stays readable while the result is archived.</summary>
public sealed class SummaryFile(IFileStore files)
{
    /// <summary>Null where there is none: the job has no result, or the original service made it.</summary>
    public async Task<AnnotationSummary?> ReadAsync(Job job, CancellationToken cancellation)
    {
        if (job.Result?.Summary is not { } summary)
        {
            return null;
        }

        await using var file = await files.OpenAsync(summary.Key, 0, cancellation);
        return file is null ? null : await JsonSerializer.DeserializeAsync(file, AnnotationJson.Default.AnnotationSummary, cancellation);
    }
}
