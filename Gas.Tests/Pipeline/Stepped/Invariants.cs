using System.Security.Cryptography;
using System.Text;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Pipeline.Stepped;

/// <summary>What has to hold after whatever has happened.</summary>
internal static class Invariants
{
    private static readonly int MaxAttempts = new PipelineOptions().MaxAttempts;

    /// <summary>At any moment: nothing forbidden was seen, and each result is where its row says.</summary>
    public static async Task HoldAlwaysAsync(SteppedPipeline pipeline, IEnumerable<ExpectedJob> jobs)
    {
        Assert.Empty(pipeline.Watch.Wrong);
        Assert.Empty(pipeline.Errors.All);
        var archives = await ArchivesAsync(pipeline);
        foreach (var expected in jobs)
        {
            if (await pipeline.Store.FindAsync(expected.Id, default) is { Result: { } result } job && job.State != JobState.Deleting)
            {
                Assert.True(
                    job.IsResultHot ? await pipeline.Files.LengthAsync(result.Vcf.Key, default) == result.Vcf.Length : archives.Any(archive => archive.Id == job.ArchiveId),
                    $"The result of job {job.Id}, {job.State}, is not where its row says.");
            }
        }
    }

    /// <summary>When everything has settled and what is left over has been reaped.</summary>
    public static async Task HoldAtTheEndAsync(SteppedPipeline pipeline, IReadOnlyCollection<ExpectedJob> jobs)
    {
        await HoldAlwaysAsync(pipeline, jobs);
        var (files, archives) = (new List<string>(), new List<string>());
        foreach (var expected in jobs)
        {
            var job = await pipeline.Store.FindAsync(expected.Id, default);
            Assert.Equal(expected.IsDeleted, job is null);
            if (job is null)
            {
                continue;
            }

            Assert.Equal((expected.Owner, JobNotice.None, null), (job.Owner, job.Notices, job.Lease));
            files.Add(job.Input.Key);
            files.AddRange(job.Log is { } log ? [log.Key] : []);
            var plan = (await pipeline.Owners.PlanAsync(expected.Owner, default)).Plan;
            switch (expected)
            {
                case { IsCancelled: true }:
                    Assert.Equal(JobState.Cancelled, job.State);
                    break;
                case { IsAtFault: true }:
                    Assert.Equal(JobState.Failed, job.State);
                    break;
                case var _ when job.State == JobState.Failed:
                    Assert.Equal((Fault.Service, true), (job.Failure!.Fault, expected.AnnotateMishaps >= MaxAttempts));
                    break;
                default:
                    var result = job.Result!;
                    Assert.Equal((plan, plan == Plan.Premium ? JobState.Completed : JobState.Archived), (job.Plan, job.State));
                    Assert.Equal(Sha256(expected.Content), result.Vcf.Sha256);
                    Assert.Contains((job.Id, JobNotice.Completed), pipeline.Notices.Told);
                    files.AddRange([result.Index!.Key, result.Summary!.Key]);
                    if (plan == Plan.Premium)
                    {
                        files.Add(result.Vcf.Key);
                        Assert.Null(job.ArchiveId);
                        Assert.Equal(expected.Content, await ReadAsync(await pipeline.Files.OpenAsync(result.Vcf.Key, 0, default)));
                    }
                    else
                    {
                        archives.Add(job.ArchiveId!);
                    }

                    break;
            }
        }

        // No object without its row, no row without its object; and so nothing of deleted jobs.
        Assert.Equal(files.Order(), (await FilesAsync(pipeline)).Order());
        Assert.Equal(archives.Order(), (await ArchivesAsync(pipeline)).Select(archive => archive.Id).Order());
        Assert.Equal(archives.Count, pipeline.Provider.CountArchives());
        await HoldsItsContentAsync(pipeline, jobs);
    }

    /// <summary>One retrieval for each time that an archive is fetched, but for those that a mishap or an expired output explains.</summary>
    public static void AreBilledOnce(SteppedPipeline pipeline, IEnumerable<ExpectedJob> jobs)
    {
        var excuses = jobs.Sum(job => job.ThawMishaps + pipeline.Watch.LostOf(job.Id));
        Assert.InRange(pipeline.Watch.Retrieved.Sum(archive => pipeline.Watch.RetrievalsOf(archive) - 1), 0, excuses);
    }

    /// <summary>Each archive gives the bytes of its own job back.</summary>
    private static async Task HoldsItsContentAsync(SteppedPipeline pipeline, IReadOnlyCollection<ExpectedJob> jobs)
    {
        var retrievals = new List<(string Content, string ArchiveId, Retrieval Retrieval)>();
        foreach (var expected in jobs)
        {
            if (await pipeline.Store.FindAsync(expected.Id, default) is { State: JobState.Archived, ArchiveId: { } archiveId })
            {
                retrievals.Add((expected.Content, archiveId, (await pipeline.Vault.StartRetrievalAsync(expected.Id, archiveId, RetrievalTier.Bulk, default))!));
            }
        }

        foreach (var (content, archiveId, retrieval) in retrievals.OrderBy(one => one.Retrieval.ExpectedAt))
        {
            // One whose output is still there from before is ready now, and may not be so much later.
            await pipeline.PassAsync(retrieval.ExpectedAt > pipeline.Time.GetUtcNow() ? retrieval.ExpectedAt - pipeline.Time.GetUtcNow() : TimeSpan.Zero);
            Assert.Equal(content, await ReadAsync(await pipeline.Vault.OpenAsync(archiveId, retrieval.Id, default)));
        }
    }

    private static async Task<List<ArchiveEntry>> ArchivesAsync(SteppedPipeline pipeline) => await pipeline.Vault.ListAsync(default).ToListAsync();

    private static async Task<List<string>> FilesAsync(SteppedPipeline pipeline) =>
        [.. await pipeline.Files.ListAsync(JobFiles.Inputs, default).Concat(pipeline.Files.ListAsync(JobFiles.Results, default)).Select(file => file.Key).ToListAsync()];

    private static async Task<string> ReadAsync(Stream? stream)
    {
        Assert.NotNull(stream);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync();
    }

    private static string Sha256(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(content)));
}
