using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gas.Tests.Pipeline;

/// <summary>A result's way to the vault and back, by the real workers under a clock that the test moves.</summary>
public sealed class StorageLifeTests
{
    private const string Vcf = "##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nNC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_free_result_is_archived_and_comes_back_whole_after_the_upgrade()
    {
        await using var pipeline = await StartAsync();
        var id = (await pipeline.SubmitAsync(Vcf, "key", Cancellation)).Id;
        var completed = await pipeline.PassTimeUntilAsync(id, job => job?.State == JobState.Completed, Cancellation);
        var cold = await pipeline.PassTimeUntilAsync(id, job => job is { State: JobState.Archived, HotUntil: null }, Cancellation);
        Assert.Null(await pipeline.Files.LengthAsync(completed!.Result!.Vcf.Key, Cancellation));
        Assert.NotNull(await pipeline.Files.LengthAsync(completed.Log!.Key, Cancellation));
        Assert.Equal(cold!.ArchiveId, Assert.Single(await ArchivesAsync(pipeline)));

        pipeline.Owners.Change(SampleJobs.Ann, Plan.Premium);
        var back = await pipeline.PassTimeUntilAsync(id, job => job?.State == JobState.Completed, Cancellation);
        Assert.Equal((completed.Result.Vcf.Sha256, (string?)null, (DateTimeOffset?)null), (back!.Result!.Vcf.Sha256, back.ArchiveId, back.ArchiveAt));
        Assert.Equal(back.Result.Vcf.Length, await pipeline.Files.LengthAsync(back.Result.Vcf.Key, Cancellation));
        await pipeline.SettleAsync(id, Cancellation);
        Assert.Empty(await ArchivesAsync(pipeline));
        Assert.Equal([JobNotice.Completed, JobNotice.Restored], pipeline.Notices.Told.Select(told => told.Notice));
    }

    [Fact]
    public async Task An_upgrade_before_the_archive_time_keeps_the_result_hot()
    {
        await using var pipeline = await StartAsync();
        var id = (await pipeline.SubmitAsync(Vcf, "key", Cancellation)).Id;
        await pipeline.PassTimeUntilAsync(id, job => job?.State == JobState.Completed, Cancellation);
        pipeline.Owners.Change(SampleJobs.Ann, Plan.Premium);
        await pipeline.PassTimeUntilAsync(id, job => job?.Plan == Plan.Premium, Cancellation);
        pipeline.Time.Advance(TimeSpan.FromHours(1));
        await pipeline.SettleAsync(id, Cancellation);
        Assert.Equal(JobState.Completed, (await pipeline.Store.FindAsync(id, Cancellation))!.State);
        Assert.Empty(await ArchivesAsync(pipeline));
    }

    [Fact]
    public async Task A_downgrade_starts_the_free_plans_clock()
    {
        await using var pipeline = await StartAsync();
        pipeline.Owners.Change(SampleJobs.Ann, Plan.Premium);
        var id = (await pipeline.SubmitAsync(Vcf, "key", Cancellation)).Id;
        Assert.Null((await pipeline.PassTimeUntilAsync(id, job => job?.State == JobState.Completed, Cancellation))!.ArchiveAt);
        pipeline.Owners.Change(SampleJobs.Ann, Plan.Free);
        await pipeline.PassTimeUntilAsync(id, job => job?.State == JobState.Archived, Cancellation);
    }

    [Fact]
    public async Task Deleting_an_archived_job_removes_its_archive()
    {
        await using var pipeline = await StartAsync();
        var id = (await pipeline.SubmitAsync(Vcf, "key", Cancellation)).Id;
        await pipeline.PassTimeUntilAsync(id, job => job is { State: JobState.Archived, HotUntil: null }, Cancellation);
        await pipeline.Ledger.RecordAsync(id, new JobEvent.DeleteRequested(), Cancellation);
        await pipeline.PassTimeUntilAsync(id, job => job is null, Cancellation);
        Assert.Empty(await ArchivesAsync(pipeline));
        Assert.Empty(await pipeline.FileKeysAsync(Cancellation));
    }

    private static Task<PipelineHarness> StartAsync() =>
        PipelineHarness.StartAsync(Cancellation, services => services.Replace(ServiceDescriptor.Singleton<IAnnotator, NoOpAnnotator>()));

    private static async Task<List<string>> ArchivesAsync(PipelineHarness pipeline) =>
        await pipeline.Vault.ListAsync(Cancellation).Select(archive => archive.Id).ToListAsync(Cancellation);
}
