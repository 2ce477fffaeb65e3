using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Transfer;

/// <summary>The rows of an export on their way to the folder, and what the manifest says of them.</summary>
internal sealed class ExportedRows(ExportFolder folder) : IAsyncDisposable
{
    private readonly FileStream _rows = folder.CreateRows();
    private readonly HashSet<string> _keys = [];
    private long _jobs;
    private long _bytes;
    private long _left;

    /// <summary>Of all files that belong to the export.</summary>
    public IReadOnlySet<string> Keys => _keys;

    public async Task WriteAsync(Job job, CancellationToken cancellation)
    {
        await _rows.WriteAsync(JobJson.Write(job), cancellation);
        await _rows.WriteAsync("\n"u8.ToArray(), cancellation);
        _jobs++;
        foreach (var file in job.Files)
        {
            if (folder.Has(file) && _keys.Add(file.Key))
            {
                _bytes += file.Length;
            }
        }

        _left += job.ArchiveId is not null && !folder.Has(job.Result!.Vcf) ? 1 : 0;
    }

    public ExportManifest Summary(DateTimeOffset now) => new(ExportManifest.Name, ExportManifest.Latest, now, _jobs, _keys.Count, _bytes, _left, 0, "");

    public ValueTask DisposeAsync() => _rows.DisposeAsync();
}
