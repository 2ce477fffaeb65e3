using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Transfer;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Aws.Original;

/// <summary>
/// Takes over the jobs of an original service: files are copied as they are, then the row is made, where there is none. What was not annotated is queued.
/// Nothing at the original is changed. May be run again.
/// </summary>
public sealed class OriginalImport(
    OriginalService original,
    IJobStore store,
    IFileStore files,
    IVault vault,
    IOwners owners,
    PlanCatalog plans,
    JobLedger ledger,
    IOptions<AwsOptions> aws,
    AwsNames names,
    TimeProvider time)
{
    private const int AtOnce = 8;
    private const string Note = "Taken over from the original service";

    /// <summary>An archive stays where it is if the configured vault is the one in which it lies.</summary>
    private bool KeepsArchives => vault is GlacierVault && aws.Value.Vault.Name is { Length: > 0 };

    public async Task RunAsync(OriginalOptions options, Func<string, CancellationToken, Task<UserId?>> ownerOf, TransferReport report, CancellationToken cancellation)
    {
        if (options.Table == names.JobsTable && vault is GlacierVault or S3GlacierVault)
        {
            throw new ExportException($"The original's table has the name of the one for its jobs here, '{options.Table}'. Set Aws:Prefix to another, and run 'aws init'.");
        }

        var archived = new Dictionary<JobId, Job>();
        await Parallel.ForEachAsync(original.RowsAsync(options.Table, cancellation), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (row, token) =>
        {
            if (await TakeAsync(row, options, ownerOf, report, token) is { } waiting)
            {
                lock (archived)
                {
                    archived.Add(waiting.Id, waiting);
                }
            }
        });

        if (archived.Count > 0)
        {
            using var source = original.VaultOf(options.Vault!);
            var retrievals = new Retrievals((id, _) => Task.FromResult(archived.GetValueOrDefault(id)), source, time);
            await foreach (var job in retrievals.RunAsync(archived.Keys, options.Tier, KeepAsync, report, cancellation))
            {
                await ledger.AddAsync(job.Moved(isHot: true, time.GetUtcNow()), report, cancellation);
            }
        }

        await store.FlushAsync(cancellation);

        async Task<Job?> KeepAsync(Job job, Stream output, CancellationToken token)
        {
            var vcf = await CopyAsync(output, job.Result!.Vcf.Key, report, token);
            return job with { Result = job.Result with { Vcf = vcf } };
        }
    }

    /// <summary>Takes the job, or says why not; gives it back if its archive is to be retrieved first.</summary>
    private async Task<Job?> TakeAsync(OriginalRow row, OriginalOptions options, Func<string, CancellationToken, Task<UserId?>> ownerOf, TransferReport report, CancellationToken cancellation)
    {
        if (!JobId.TryParse(row.Id, out var id))
        {
            report.LeaveOut($"Job {row.Id}", "Its job_id is no UUID.");
            return null;
        }

        if (await store.FindAsync(id, cancellation) is not null)
        {
            report.CountKnown();
            return null;
        }

        if (await FindObstacleAsync(row, options, cancellation) is { } obstacle)
        {
            report.LeaveOut(id, obstacle);
            return null;
        }

        if (await ownerOf(row.User!, cancellation) is not { } owner)
        {
            report.LeaveOut(id, $"Its user {row.User} has no account here. Name one in the mapping file: a line '{row.User},e-mail or id of the account'.");
            return null;
        }

        if (options.DryRun)
        {
            report.Count();
            return null;
        }

        try
        {
            return await CopyAsync(row, id, owner, options, report, cancellation);
        }
        catch (FileNotFoundException vanished)
        {
            report.LeaveOut(id, $"{vanished.Message} It was there a moment ago: stop the original service before its jobs are taken over.");
            return null;
        }
    }

    /// <summary>Why the job cannot be taken over, or null.</summary>
    private async Task<string?> FindObstacleAsync(OriginalRow row, OriginalOptions options, CancellationToken cancellation)
    {
        if (row is not { User: not null, Input: not null, FileName: not null, Submitted: not null })
        {
            return "Its row lacks user_id, submit_time, s3_inputs_bucket or s3_key_input_file.";
        }

        if (row.Status is not ("PENDING" or "RUNNING" or "COMPLETED"))
        {
            return $"Its job_status is '{row.Status}', which is none of PENDING, RUNNING and COMPLETED.";
        }

        if (!await original.HasAsync(row.Input, cancellation))
        {
            return $"Its input {row.Input} is missing.";
        }

        if (row.Status != "COMPLETED")
        {
            return null;
        }

        if (row.Result is null)
        {
            return "It is COMPLETED, but its row lacks s3_results_bucket or s3_key_result_file.";
        }

        if (await original.HasAsync(row.Result, cancellation) || (row.ArchiveId is not null && (KeepsArchives || options.Vault is not null)))
        {
            return null;
        }

        return row.ArchiveId is null
            ? $"Its result {row.Result} is missing."
            : "Its result is archived. Have it retrieved with --retrieve and --vault, or leave it there: set Aws:Vault:Kind to Glacier and Aws:Vault:Name to the original's vault.";
    }

    /// <exception cref="FileNotFoundException">An object has gone meanwhile.</exception>
    private async Task<Job?> CopyAsync(OriginalRow row, JobId id, UserId owner, OriginalOptions options, TransferReport report, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var input = await CopyAsync(row.Input!, JobFiles.Input(id), report, cancellation) ?? throw new FileNotFoundException($"Its input {row.Input} is missing.");
        var terms = plans.TermsOf(await owners.PlanAsync(owner, cancellation));
        var job = Job.Submitted(id, owner, terms, row.FileName!, input, options.Reference, new AnnotationOptions(), row.Submitted!.Value);
        if (row.Status != "COMPLETED")
        {
            await ledger.AddAsync(job.Moved(isHot: false, now), report, cancellation);
            return null;
        }

        // A run of its own, which is the same each time: what an interrupted run copied is replaced, not left behind.
        var (run, key) = (id.Value, row.Result!.Key);
        var packed = JobFiles.Vcf(id, run);
        var vcfKey = key.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? packed : packed[..^".gz".Length];
        var log = row.Log is null ? null : await CopyAsync(row.Log, JobFiles.Log(id, run), report, cancellation);
        if (await CopyAsync(row.Result, vcfKey, report, cancellation) is { } vcf)
        {
            await ledger.AddAsync(job.TakenOver(new JobResult(vcf, null, null, 0, 0), log, null, row.Completed, now, Note), report, cancellation);
            return null;
        }

        if (row.ArchiveId is not { } archive)
        {
            throw new FileNotFoundException($"Its result {row.Result} is missing.");
        }

        // Length and SHA-256 are known when it has been read; on its way it is checked by its tree hash.
        var cold = job.TakenOver(new JobResult(new StoredFile(vcfKey, 0, ""), null, null, 0, 0), log, archive, row.Completed, now, Note);
        if (options.Vault is not null)
        {
            return cold;
        }

        await ledger.AddAsync(cold, report, cancellation);
        return null;
    }

    private async Task<StoredFile?> CopyAsync(OriginalFile file, string key, TransferReport report, CancellationToken cancellation)
    {
        await using var content = await original.OpenAsync(file, cancellation);
        return content is null ? null : await CopyAsync(content, key, report, cancellation);
    }

    private async Task<StoredFile> CopyAsync(Stream content, string key, TransferReport report, CancellationToken cancellation)
    {
        await using var draft = await files.CreateAsync(key, cancellation);
        await content.CopyToAsync(draft.Content, cancellation);
        var copy = await draft.CommitAsync(cancellation);
        report.CountFile(copy.Length);
        return copy;
    }
}
