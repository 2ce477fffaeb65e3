using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Variants;

/// <summary>
/// Opens jobs' variant indexes. One that lies on this machine is read in place, one that lies elsewhere is fetched once, and one that was never written is made from the result.
/// Copies go when they have not been used for a while, or when they take too much room; nothing of them is recorded.
/// </summary>
public sealed partial class VariantIndexes : IDisposable
{
    private const int MostOpen = 64;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);

    private readonly IFileStore _files;
    private readonly TimeProvider _time;
    private readonly VariantsOptions _options;
    private readonly ILogger<VariantIndexes> _logger;
    private readonly Dictionary<string, OpenIndex> _open = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private readonly Lazy<DirectoryInfo> _folder;

    public VariantIndexes(IFileStore files, TimeProvider time, IOptions<VariantsOptions> options, ILogger<VariantIndexes> logger)
    {
        (_files, _time, _options, _logger) = (files, time, options.Value, logger);
        _folder = new Lazy<DirectoryInfo>(MakeFolder);
        _timer = time.CreateTimer(_ => Evict(), null, LookInterval, LookInterval);
    }

    /// <summary>The job's index; null where it has none and none can be made, because there is no result or it is archived.</summary>
    /// <param name="progress">Takes the share done where it has to be fetched or made first.</param>
    /// <exception cref="VcfException">The result cannot be read as a VCF.</exception>
    public async Task<VariantIndex?> OpenAsync(Job job, IProgress<double>? progress, CancellationToken cancellation)
    {
        var result = job.Result;
        if (result?.Variants is { Length: > 0 } written)
        {
            try
            {
                return await WaitAsync(written, OpenWrittenAsync, progress, cancellation);
            }
            catch (Exception fault) when (fault is InvalidDataException or FileNotFoundException)
            {
                LogUnusable(fault, job.Id);
            }
        }

        return result is not null && job.IsResultHot ? await WaitAsync(result.Vcf, MakeAsync, progress, cancellation) : null;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _timer.Dispose();
        if (_folder.IsValueCreated)
        {
            _folder.Value.Delete(recursive: true);
        }
    }

    private async Task<VariantIndex> WaitAsync(StoredFile file, Func<StoredFile, Action<string>, Action<long>, Task<VariantIndex>> open, IProgress<double>? progress, CancellationToken cancellation)
    {
        var opening = Join(file, open);
        while (progress is not null && !opening.Index.IsCompleted)
        {
            await Task.WhenAny(opening.Index, Task.Delay(ReportInterval, _time, cancellation));
            cancellation.ThrowIfCancellationRequested();
            progress.Report(opening.Share);
        }

        try
        {
            return await opening.Index.WaitAsync(cancellation);
        }
        catch (Exception) when (opening.Index.IsFaulted || opening.Index.IsCanceled)
        {
            // Whoever comes next tries again.
            Forget(file.Key, opening);
            throw;
        }
    }

    private OpenIndex Join(StoredFile file, Func<StoredFile, Action<string>, Action<long>, Task<VariantIndex>> open)
    {
        lock (_open)
        {
            if (!_open.TryGetValue(file.Key, out var opening))
            {
                OpenIndex? self = null;
                var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                self = opening = new OpenIndex { Index = RunAsync(), UsedAt = _time.GetUtcNow(), Length = file.Length };
                _open.Add(file.Key, opening);
                begin.SetResult();

                async Task<VariantIndex> RunAsync()
                {
                    await begin.Task;
                    var index = await open(file, path => self!.Path = path, read => self!.Report(read));
                    self!.Bytes = self.Path is { } copy ? new FileInfo(copy).Length : 0;
                    Evict();
                    return index;
                }
            }

            opening.UsedAt = _time.GetUtcNow();
            return opening;
        }
    }

    private async Task<VariantIndex> OpenWrittenAsync(StoredFile file, Action<string> copied, Action<long> read)
    {
        await using var content = await _files.OpenAsync(file.Key, 0, _stop.Token) ?? throw new FileNotFoundException("The job's variant index is not in the file store.");
        return content is FileStream local ? VariantIndex.Open(local.Name) : await CopyAsync(copied, (output, token) => PassAsync(content, output, read, token));
    }

    private async Task<VariantIndex> MakeAsync(StoredFile file, Action<string> copied, Action<long> read)
    {
        await using var content = await _files.OpenAsync(file.Key, 0, _stop.Token) ?? throw new FileNotFoundException("The job's result is not in the file store.");
        return await CopyAsync(copied, (output, token) => VariantIndexBuilder.BuildAsync(content, output, new Reading(read), token));
    }

    private async Task<VariantIndex> CopyAsync(Action<string> copied, Func<Stream, CancellationToken, Task> write)
    {
        var path = Path.Combine(_folder.Value.FullName, Guid.NewGuid().ToString("n"));
        copied(path);
        await using (var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
        {
            await write(output, _stop.Token);
        }

        return VariantIndex.Open(path);
    }

    private static async Task PassAsync(Stream from, Stream to, Action<long> read, CancellationToken cancellation)
    {
        var (buffer, total) = (new byte[1 << 17], 0L);
        for (int length; (length = await from.ReadAsync(buffer, cancellation)) > 0;)
        {
            await to.WriteAsync(buffer.AsMemory(0, length), cancellation);
            read(total += length);
        }
    }

    /// <summary>Lets go of what nobody has used for a while, and of the longest unused where there is too much.</summary>
    private void Evict()
    {
        lock (_open)
        {
            var (oldest, bytes, count) = (_time.GetUtcNow() - _options.KeepFor, 0L, 0);
            foreach (var (key, opening) in _open.OrderByDescending(pair => pair.Value.UsedAt).ToList())
            {
                bytes += opening.Bytes;
                count++;
                if (opening.Index.IsCompleted && (opening.UsedAt < oldest || count > MostOpen || (bytes > _options.CacheBytes && count > 1)))
                {
                    _open.Remove(key);
                    Delete(opening);
                }
            }
        }
    }

    private void Forget(string key, OpenIndex opening)
    {
        lock (_open)
        {
            if (_open.TryGetValue(key, out var present) && present == opening)
            {
                _open.Remove(key);
            }
        }

        Delete(opening);
    }

    /// <summary>Who reads it reads on: its pages are there until the last one is done.</summary>
    private void Delete(OpenIndex opening)
    {
        try
        {
            if (opening.Path is { } path)
            {
                File.Delete(path);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(fault, opening.Path);
        }
    }

    private DirectoryInfo MakeFolder()
    {
        if (_options.CachePath.Length == 0)
        {
            return Directory.CreateTempSubdirectory("gas-variants-");
        }

        var path = Path.Combine(_options.CachePath, $"gas-variants-{Guid.NewGuid():n}");
        return OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [LoggerMessage(1, LogLevel.Warning, "The variant index of job {JobId} cannot be used; it is made from the result again as long as that is at hand.")]
    private partial void LogUnusable(Exception fault, JobId jobId);

    [LoggerMessage(2, LogLevel.Warning, "The copy {Path} of a variant index could not be deleted.")]
    private partial void LogNotDeleted(Exception fault, string? path);

    private sealed class Reading(Action<long> read) : IProgress<long>
    {
        public void Report(long value) => read(value);
    }
}
