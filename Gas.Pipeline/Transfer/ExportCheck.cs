using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Transfer;

/// <summary>Reads an export without trust: it may have been damaged on its way, or edited.</summary>
public sealed class ExportCheck(ExportFolder folder, ExportManifest manifest)
{
    private const int AtOnce = 4;

    /// <summary>Compares rows and files with what manifest and rows say of them; a sentence for each fault, with file and line.</summary>
    public async Task RunAsync(Action<string> fault, CancellationToken cancellation)
    {
        await using (var rows = File.OpenRead(folder.Rows))
        {
            if (rows.Length != manifest.RowsLength)
            {
                fault($"{folder.Rows} is {rows.Length} bytes long, but {ExportFolder.ManifestName} says {manifest.RowsLength}.");
            }
            else if (Convert.ToHexStringLower(await SHA256.HashDataAsync(rows, cancellation)) != manifest.RowsSha256)
            {
                fault($"{folder.Rows} has another SHA-256 than {ExportFolder.ManifestName} says.");
            }
        }

        var (jobs, left) = (0L, 0L);
        await Parallel.ForEachAsync(ReadAsync(fault, cancellation), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (exported, token) =>
        {
            Interlocked.Increment(ref jobs);
            foreach (var file in exported.Job.Files)
            {
                if (file == exported.Job.Result?.Vcf && IsLeft(exported.Job))
                {
                    Interlocked.Increment(ref left);
                }
                else if (await FindFaultAsync(file, token) is { } wrong)
                {
                    fault($"{folder.PathOf(file.Key)} {wrong} ({ExportFolder.RowsName}, line {exported.Line}).");
                }
            }
        });
        if (jobs != manifest.Jobs)
        {
            fault($"{folder.Rows} has {jobs} jobs that can be read, but {ExportFolder.ManifestName} says {manifest.Jobs}.");
        }

        if (left != manifest.ArchivesLeft)
        {
            fault($"{left} annotated files are not in the folder because they are archived, but {ExportFolder.ManifestName} says {manifest.ArchivesLeft}.");
        }
    }

    /// <summary>The jobs in the order of the lines. A line that cannot be read is told and passed over.</summary>
    public async IAsyncEnumerable<ExportedJob> ReadAsync(Action<string> fault, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0L;
        await foreach (var line in File.ReadLinesAsync(folder.Rows, cancellation))
        {
            number++;
            if (TryRead(line, out var job) is { } wrong)
            {
                fault($"{folder.Rows}, line {number}: {wrong}");
            }
            else
            {
                yield return new ExportedJob(number, job!);
            }
        }
    }

    /// <summary>Its result stayed in the source's vault.</summary>
    public bool IsLeft(Job job) => job.ArchiveId is not null && !folder.Has(job.Result!.Vcf);

    private static string? TryRead(string line, out Job? job)
    {
        job = null;
        try
        {
            var read = JobJson.Read(Encoding.UTF8.GetBytes(line));
            if (read is not { FileName: not null, Input: not null, Reference: not null, Terms: not null, Options: not null, History: not null, Result: null or { Vcf: not null } } || (read.Result is null && read.ArchiveId is not null))
            {
                return "the row lacks something that every job has.";
            }

            foreach (var file in read.Files)
            {
                FileKey.Check(file.Key);
                if (!JobFiles.PrefixesOf(read.Id).Any(prefix => file.Key.StartsWith(prefix, StringComparison.Ordinal)))
                {
                    return $"the file {file.Key} does not belong to job {read.Id}.";
                }
            }

            job = read;
            return null;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or FormatException)
        {
            return $"it cannot be read. {fault.Message}";
        }
    }

    private async Task<string?> FindFaultAsync(StoredFile file, CancellationToken cancellation)
    {
        try
        {
            await using var content = folder.Open(file.Key);
            return content.Length != file.Length ? $"is {content.Length} bytes long, not {file.Length}"
                : Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation)) != file.Sha256 ? "has another SHA-256 than its row says"
                : null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return "is missing";
        }
    }
}
