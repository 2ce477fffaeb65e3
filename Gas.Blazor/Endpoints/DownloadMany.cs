using System.Globalization;
using System.IO.Compression;
using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Blazor.Endpoints;

/// <summary><c>GET …/jobs/download?id=…&amp;id=…</c>: the results of several jobs with their indexes as one ZIP file, packed while it is sent.</summary>
internal static class DownloadMany
{
    /// <summary>Jobs in one file: an address with more would be too long for some proxies.</summary>
    public const int Most = 100;

    private static readonly DownloadKind[] Kinds = [DownloadKind.Of("result")!, DownloadKind.Of("index")!];

    public static string UriOf(IEnumerable<JobId> jobs) => $"jobs/download?{string.Join('&', jobs.Select(job => $"id={job}"))}";

    public static async Task<IResult> HandleAsync(Guid[] id, HttpContext context, ClaimsPrincipal user, JobAccess access, IFileStore files, AuditTrail trail, TimeProvider time, CancellationToken cancellation)
    {
        if (id.Length is 0 or > Most)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, "No jobs, or too many", $"Name 1 to {Most} jobs: ?id=…&id=….");
        }

        var jobs = new List<Job>();
        foreach (var one in id.Distinct())
        {
            if (await access.FindAsync(user, new JobId(one), cancellation) is not { } job)
            {
                return Problem.NoSuchJob;
            }

            jobs.Add(job);
        }

        foreach (var job in jobs.Where(job => job.IsResultHot))
        {
            await trail.NoteAsync(user, AuditAction.Downloaded, job.Id.ToString(), job.FileName);
        }

        var name = $"gas-results-{time.GetUtcNow().ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}.zip";
        return ZipAnswer.Of(context, name, zip => WriteAsync(zip, jobs, files, cancellation));
    }

    private static async Task WriteAsync(ZipArchive zip, List<Job> jobs, IFileStore files, CancellationToken cancellation)
    {
        var missing = new List<string>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var job in jobs)
        {
            var stem = Unused(FileName.Clean(job.FileName), names);
            foreach (var kind in Kinds)
            {
                if (kind.Find(job) is { } file && await files.OpenAsync(file.Key, 0, cancellation) is { } stream)
                {
                    await using (stream)
                    {
                        await AddAsync(zip, kind.NameFor(stem, file), stream, cancellation);
                    }
                }
                else
                {
                    missing.Add($"{job.FileName}, {kind.Name}: {kind.Missing(job)}");
                }
            }
        }

        if (missing.Count > 0)
        {
            await AddAsync(zip, "not-included.txt", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', missing) + '\n')), cancellation);
        }
    }

    /// <summary>Results are packed already.</summary>
    private static async Task AddAsync(ZipArchive zip, string name, Stream content, CancellationToken cancellation)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancellation);
        await content.CopyToAsync(entry, cancellation);
    }

    /// <summary>Two jobs can have the same file name; two files in one folder cannot.</summary>
    private static FileName Unused(FileName name, HashSet<string> taken)
    {
        var free = name;
        for (var number = 2; !taken.Add(free.Stem); number++)
        {
            free = FileName.Clean($"{name.Stem} ({number}).vcf");
        }

        return free;
    }
}
