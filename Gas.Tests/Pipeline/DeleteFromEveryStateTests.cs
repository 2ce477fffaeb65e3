using Gas.Pipeline.Jobs;
using Gas.Tests.Faults;

namespace Gas.Tests.Pipeline;

/// <summary>A job is deleted while it is in each state, and while a worker stands right between a copy and its record: nothing of it is left anywhere.</summary>
public sealed class DeleteFromEveryStateTests
{
    private const string Vcf = "##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nNC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<JobState> EveryState => [.. Enum.GetValues<JobState>()];

    [Theory]
    [MemberData(nameof(EveryState))]
    public async Task Nothing_is_left_of_a_job_that_is_deleted_while(JobState state)
    {
        await using var pipeline = await PipelineHarness.StartAsync(Cancellation);
        if (state == JobState.Completed)
        {
            pipeline.Owners.Change(SampleJobs.Ann, Plan.Premium);
        }

        var holds = HoldsOf(state).Select(hold => pipeline.Faults.Hold(hold.Call, hold.After)).ToList();
        var id = (await pipeline.SubmitAsync(state == JobState.Failed ? "no VCF" : Vcf, "key", Cancellation)).Id;
        await BringAsync(pipeline, id, state);

        await DeleteAsync(pipeline, id, holds);
    }

    /// <summary>The call at which the worker stands, before or after its effect, when the wish comes; in which state the job is; whether the plan has changed to premium by then.</summary>
    [Theory]
    [InlineData("commit annotated.vcf.gz", false, JobState.Annotating, false)]
    [InlineData("commit annotated.vcf.gz.tbi", false, JobState.Annotating, false)]
    [InlineData("commit summary.json", false, JobState.Annotating, false)]
    [InlineData("commit log.txt", false, JobState.Annotating, false)]
    [InlineData("commit log.txt", true, JobState.Annotating, false)]
    [InlineData("archive", true, JobState.Archiving, false)]
    [InlineData("retrieve Expedited", true, JobState.Archived, true)]
    [InlineData("open retrieval", true, JobState.Restoring, true)]
    [InlineData("commit annotated.vcf.gz", false, JobState.Restoring, true)]
    [InlineData("commit annotated.vcf.gz", true, JobState.Restoring, true)]
    public async Task Nothing_is_left_when_a_worker_makes_something_that_no_row_knows_of(string call, bool after, JobState state, bool isThawed)
    {
        await using var pipeline = await PipelineHarness.StartAsync(Cancellation);
        var hold = isThawed ? null : pipeline.Faults.Hold(call, after);
        var id = (await pipeline.SubmitAsync(Vcf, "key", Cancellation)).Id;
        if (hold is null)
        {
            await pipeline.PassTimeUntilAsync(id, job => job is { State: JobState.Archived, HotUntil: null }, Cancellation);
            hold = pipeline.Faults.Hold(call, after);
            pipeline.Owners.Change(SampleJobs.Ann, Plan.Premium);
        }

        await pipeline.PassTimeUntilAsync(id, _ => hold.IsReached, Cancellation);
        Assert.Equal(state, (await pipeline.Store.FindAsync(id, Cancellation))!.State);

        await DeleteAsync(pipeline, id, [hold]);
    }

    [Fact]
    public async Task An_archive_that_a_crash_left_behind_goes_with_the_next_look_for_orphans()
    {
        await using var pipeline = await PipelineHarness.StartAsync(Cancellation);
        var id = (await pipeline.SubmitAsync(Vcf, "key", Cancellation)).Id;
        var completed = (await pipeline.PassTimeUntilAsync(id, job => job?.State == JobState.Completed, Cancellation))!;
        // What a process leaves that is killed after the copy and before its record.
        var vcf = completed.Result!.Vcf;
        await pipeline.Vault.ArchiveAsync(id, vcf, async cancellation => (await pipeline.Files.OpenAsync(vcf.Key, 0, cancellation))!, Cancellation);

        await pipeline.PassTimeUntilAsync(id, job => job is { State: JobState.Archived, HotUntil: null }, Cancellation);
        await pipeline.Ledger.RecordAsync(id, new JobEvent.DeleteRequested(), Cancellation);
        await pipeline.PassTimeUntilAsync(id, job => job is null, Cancellation);
        Assert.Equal(id, Assert.Single(await ArchivesAsync(pipeline)));

        Assert.Equal(0, await pipeline.Reaper.ReapAsync(Cancellation));
        pipeline.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, await pipeline.Reaper.ReapAsync(Cancellation));
        Assert.Empty(await ArchivesAsync(pipeline));
    }

    /// <summary>Where a worker is stopped, so that the job stays in the state.</summary>
    private static (string Call, bool After)[] HoldsOf(JobState state) => state switch
    {
        JobState.Queued or JobState.Cancelled or JobState.Deleting => [("receive Annotate", false)],
        JobState.Annotating => [("open input", false)],
        JobState.Archiving => [("archive", false)],
        JobState.Thawing => [("receive notice", false), ("find retrieval", false)],
        JobState.Restoring => [("open retrieval", false)],
        JobState.Completed or JobState.Failed or JobState.Archived => [],
    };

    private static async Task BringAsync(PipelineHarness pipeline, JobId id, JobState state)
    {
        switch (state)
        {
            case JobState.Cancelled:
                await pipeline.Ledger.RecordAsync(id, new JobEvent.Cancelled(), Cancellation);
                break;
            case JobState.Deleting:
                await pipeline.Ledger.RecordAsync(id, new JobEvent.DeleteRequested(), Cancellation);
                return;
            case JobState.Thawing or JobState.Restoring:
                await pipeline.PassTimeUntilAsync(id, job => job is { State: JobState.Archived, HotUntil: null }, Cancellation);
                pipeline.Owners.Change(SampleJobs.Ann, Plan.Premium);
                break;
        }

        await pipeline.PassTimeUntilAsync(id, job => job?.State == state, Cancellation);
    }

    private static async Task DeleteAsync(PipelineHarness pipeline, JobId id, List<HeldCall> holds)
    {
        await pipeline.Ledger.RecordAsync(id, new JobEvent.DeleteRequested(), Cancellation);
        await pipeline.PassTimeUntilAsync(id, job => job is null, Cancellation);
        holds.ForEach(hold => hold.LetGo());
        await pipeline.SettleAsync(id, Cancellation);
        await pipeline.PassTimeUntilAsync(id, async _ => (await pipeline.FileKeysAsync(Cancellation)).Count == 0 && (await ArchivesAsync(pipeline)).Count == 0, Cancellation);

        Assert.Null(await pipeline.Store.FindAsync(id, Cancellation));
        Assert.Empty(await pipeline.Store.CountAsync(null, Cancellation));
        Assert.Equal(0, await pipeline.Database.FindAsync(0, static (session, _) => session.Prepare("SELECT count(*) FROM retrievals").First(row => row.Int64(0), -1), Cancellation));
    }

    private static async Task<List<JobId>> ArchivesAsync(PipelineHarness pipeline) =>
        await pipeline.Vault.ListAsync(Cancellation).Select(archive => archive.Job).ToListAsync(Cancellation);
}
