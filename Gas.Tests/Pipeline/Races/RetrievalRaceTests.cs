using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Faults;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Pipeline.Races;

/// <summary>The vault's answers: twice, early, never, too late, wrong.</summary>
public class RetrievalRaceTests : RaceTests
{
    [Fact]
    public async Task The_retrieval_event_comes_twice()
    {
        await using var pipeline = await StartAsync();
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
        await using var pipeline = await StartAsync();
        var job = await SubmitAsync(pipeline);
        var archived = await ArchivedAsync(pipeline, job);
        await ChangeAsync(pipeline, job, Plan.Premium);
        var starter = (await pipeline.WorkAsync(Stage.Thaw, Mishap.AfterThe(MishapKind.Stall, "retrieve")))!;
        Assert.Equal(1, pipeline.Watch.RetrievalsOf(archived.ArchiveId!));
        await pipeline.PassAsync(pipeline.RetrievalTimes.Expedited);
        await pipeline.HearAsync(Assert.Single(await pipeline.NoticesAsync()));
        Assert.Equal(JobState.Archived, (await pipeline.Store.FindAsync(job.Id, default))!.State);
        await pipeline.WakeAsync(starter);
        await CompletedAsync(pipeline, job);
        await EndAsync(pipeline, job);
    }

    [Fact]
    public async Task The_retrieval_event_never_comes()
    {
        await using var pipeline = await StartAsync();
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
        await using var pipeline = await StartAsync();
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
        await using var pipeline = await StartAsync();
        var job = await SubmitAsync(pipeline);
        var thawing = await ThawingAsync(pipeline, job);
        if (state == JobState.Restoring)
        {
            await pipeline.HearAsync(Assert.Single(await pipeline.NoticesAsync()));
        }

        await pipeline.PassAsync(pipeline.Provider.OutputTime);
        var again = await pipeline.UntilAsync(job.Id, row => row.State == JobState.Thawing && row.Retrieval!.Id != thawing.Retrieval!.Id);
        Assert.Equal(1, again.LostRetrievals);
        var back = await CompletedAsync(pipeline, job);
        Assert.Equal(0, back.LostRetrievals);
        await EndAsync(pipeline, job);
    }

    [Fact]
    public async Task Without_expedited_capacity_the_next_tier_is_taken_and_other_faults_take_none()
    {
        await using var pipeline = await StartAsync();
        pipeline.Provider.HasExpeditedCapacity = false;
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

    private static async Task<(JobState State, int Retrievals)> StateAsync(SteppedPipeline pipeline, ExpectedJob job, Job archived) =>
        ((await pipeline.Store.FindAsync(job.Id, default))!.State, pipeline.Watch.RetrievalsOf(archived.ArchiveId!));
}
