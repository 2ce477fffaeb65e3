using System.Security.Cryptography;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Faults;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Pipeline.Races;

/// <summary>The vault's answers: twice, early, never, too late, wrong.</summary>
public sealed class RetrievalRaceTests : RaceTests
{
    [Fact]
    public async Task The_retrieval_event_comes_twice()
    {
        await using var pipeline = new SteppedPipeline();
        var job = await SubmitAsync(pipeline);
        await ThawingAsync(pipeline, job);
        var notice = Assert.Single(await pipeline.NoticesAsync());
        await pipeline.HearAsync(notice);
        var version = (await pipeline.Store.FindAsync(job.Id, default))!.Version;
        await pipeline.HearAsync(notice);
        Assert.Equal(version, (await pipeline.Store.FindAsync(job.Id, default))!.Version);
        await CompletedAsync(pipeline, job);
        await pipeline.HearAsync(notice);
        await EndAsync(pipeline, job);
    }

    [Fact]
    public async Task The_retrieval_event_comes_before_our_row_says_thawing()
    {
        await using var pipeline = new SteppedPipeline();
        var job = await SubmitAsync(pipeline);
        var archived = await ArchivedAsync(pipeline, job);
        await ChangeAsync(pipeline, job, Plan.Premium);
        var starter = (await pipeline.WorkAsync(Stage.Thaw, Mishap.AfterThe(MishapKind.Stall, "retrieve")))!;
        Assert.Equal(1, pipeline.Watch.RetrievalsOf(archived.ArchiveId!));
        pipeline.Pass(pipeline.VaultOptions.ExpeditedTime);
        await pipeline.HearAsync(Assert.Single(await pipeline.NoticesAsync()));
        Assert.Equal(JobState.Archived, (await pipeline.Store.FindAsync(job.Id, default))!.State);
        await pipeline.WakeAsync(starter);
        await CompletedAsync(pipeline, job);
        await EndAsync(pipeline, job);
    }

    [Fact]
    public async Task The_retrieval_event_never_comes()
    {
        await using var pipeline = new SteppedPipeline();
        var job = await SubmitAsync(pipeline);
        await ThawingAsync(pipeline, job);
        await LoseNoticesAsync(pipeline);
        await CompletedAsync(pipeline, job);
        await EndAsync(pipeline, job);
    }

    /// <summary>An event that names another retrieval of the job, or one that is not ready, brings nothing to light that is not there.</summary>
    [Fact]
    public async Task The_retrieval_event_is_wrong()
    {
        await using var pipeline = new SteppedPipeline();
        var job = await SubmitAsync(pipeline);
        await ArchivedAsync(pipeline, job);
        await ChangeAsync(pipeline, job, Plan.Premium);
        var thawing = await pipeline.UntilAsync(job.Id, row => row.State == JobState.Thawing);
        await pipeline.HearAsync(new RetrievalNotice("another", job.Id, "none"));
        Assert.Equal(JobState.Thawing, (await pipeline.Store.FindAsync(job.Id, default))!.State);
        await pipeline.HearAsync(new RetrievalNotice(thawing.Retrieval!.Id, job.Id, "none"));
        await pipeline.WorkAsync(Stage.Restore);
        Assert.Equal(JobState.Archived, (await pipeline.Store.FindAsync(job.Id, default))!.State);
        await CompletedAsync(pipeline, job);
        await EndAsync(pipeline, job);
    }

    [Theory]
    [InlineData(JobState.Thawing)]
    [InlineData(JobState.Restoring)]
    public async Task The_retrieval_output_expires_after_a_day(JobState state)
    {
        await using var pipeline = new SteppedPipeline();
        var job = await SubmitAsync(pipeline);
        var thawing = await ThawingAsync(pipeline, job);
        if (state == JobState.Restoring)
        {
            await pipeline.HearAsync(Assert.Single(await pipeline.NoticesAsync()));
        }

        pipeline.Pass(TimeSpan.FromDays(1));
        var again = await pipeline.UntilAsync(job.Id, row => row.State == JobState.Thawing && row.Retrieval!.Id != thawing.Retrieval!.Id);
        Assert.Equal(1, again.LostRetrievals);
        var back = await CompletedAsync(pipeline, job);
        Assert.Equal(0, back.LostRetrievals);
        await EndAsync(pipeline, job);
    }

    [Fact]
    public async Task Without_expedited_capacity_the_next_tier_is_taken_and_other_faults_take_none()
    {
        await using var pipeline = new SteppedPipeline();
        pipeline.VaultOptions.ExpeditedCapacity = 0;
        var job = await SubmitAsync(pipeline);
        var archived = await ArchivedAsync(pipeline, job);
        await ChangeAsync(pipeline, job, Plan.Premium);
        // A fault of the vault is no refusal: the tier is asked again, and none beyond it.
        await pipeline.WorkAsync(Stage.Thaw, Mishap.Before(MishapKind.Fault, "retrieve Standard"));
        Assert.Equal((JobState.Archived, 0), await StateAsync(pipeline, job, archived));
        var thawing = await pipeline.UntilAsync(job.Id, row => row.State == JobState.Thawing);
        Assert.Equal(RetrievalTier.Standard, thawing.Retrieval!.Tier);
        await EndAsync(pipeline, job);
    }

    /// <summary>Both ways in which an archive's file may be packed; and bytes that cannot even be unpacked.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_archive_that_is_spoilt_is_noticed_and_never_published(bool repeats)
    {
        await using var pipeline = new SteppedPipeline();
        var job = await SubmitAsync(pipeline, repeats ? string.Concat(Enumerable.Repeat("the same line again\n", 2000)) : RandomNumberGenerator.GetHexString(20));
        var archived = await ArchivedAsync(pipeline, job);
        var file = Assert.Single(Directory.GetFiles(pipeline.VaultFolder, "*", SearchOption.AllDirectories));
        var right = await File.ReadAllBytesAsync(file);
        Assert.Equal(repeats, right.Length < archived.ResultBytes);
        Spoil(file, right);

        await ChangeAsync(pipeline, job, Plan.Premium);
        var lost = await pipeline.UntilAsync(job.Id, row => row.LostRetrievals == 2);
        Assert.Equal((JobState.Archived, archived.ArchiveId), (lost.State, lost.ArchiveId));
        Assert.Contains(lost.History, moment => moment.Note == "The retrieved copy was not the one that was archived");
        Assert.DoesNotContain(await pipeline.Files.ListAsync(JobFiles.Results, default).Select(found => found.Key).ToListAsync(), key => key.EndsWith(".vcf.gz", StringComparison.Ordinal));
        Assert.DoesNotContain((job.Id, JobNotice.Restored), pipeline.Notices.Told);

        // The operator brings the file back from a copy of the disk.
        File.SetAttributes(file, FileAttributes.Normal);
        await File.WriteAllBytesAsync(file, right);
        await CompletedAsync(pipeline, job);
        await EndAsync(pipeline, job);
    }

    private static void Spoil(string file, byte[] right)
    {
        var wrong = right.ToArray();
        for (var i = wrong.Length / 2; i < wrong.Length; i++)
        {
            wrong[i] ^= 0x5A;
        }

        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllBytes(file, wrong);
    }

    private static async Task<(JobState State, int Retrievals)> StateAsync(SteppedPipeline pipeline, ExpectedJob job, Job archived) =>
        ((await pipeline.Store.FindAsync(job.Id, default))!.State, pipeline.Watch.RetrievalsOf(archived.ArchiveId!));
}
