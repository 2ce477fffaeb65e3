using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Contracts;

/// <summary>Retrievals and what is told of them.</summary>
public abstract partial class VaultContract
{
    [Theory]
    [InlineData(RetrievalTier.Expedited)]
    [InlineData(RetrievalTier.Standard)]
    [InlineData(RetrievalTier.Bulk)]
    public async Task A_retrieval_takes_its_tiers_time_and_cannot_be_read_before(RetrievalTier tier)
    {
        var archive = await ArchiveAsync([1, 2, 3]);
        var retrieval = await StartAsync(archive, tier);
        Assert.Equal((tier, TimeOf(tier)), (retrieval.Tier, retrieval.ExpectedAt - retrieval.StartedAt));
        await PassAsync(TimeOf(tier) - TimeSpan.FromSeconds(1));
        Assert.Equal(RetrievalState.InProgress, await Vault.FindRetrievalAsync(archive, retrieval.Id, Cancellation));
        Assert.Null(await Vault.OpenAsync(archive, retrieval.Id, Cancellation));
        await PassUntilReadyAsync(retrieval);
        Assert.Equal(RetrievalState.Ready, await Vault.FindRetrievalAsync(archive, retrieval.Id, Cancellation));
        Assert.Equal([1, 2, 3], await ReadAsync(archive, retrieval));
    }

    [Fact]
    public async Task Without_expedited_capacity_that_tier_is_refused_and_the_others_are_not()
    {
        var archive = await ArchiveAsync([1]);
        await RefuseExpeditedAsync();
        Assert.Null(await TryStartAsync(archive, RetrievalTier.Expedited));
        Assert.Equal(RetrievalTier.Standard, (await StartAsync(archive)).Tier);
        // What is under way already needs no capacity.
        Assert.NotNull(await TryStartAsync(archive, RetrievalTier.Expedited));
    }

    [Fact]
    public async Task Started_twice_it_is_the_same_retrieval_under_way_and_when_it_is_ready()
    {
        var archive = await ArchiveAsync([1]);
        var first = await StartAsync(archive);
        Assert.Equal(first.Id, (await StartAsync(archive)).Id);
        Assert.Equal(first.Id, (await StartAsync(archive, RetrievalTier.Bulk)).Id);
        await ReopenAsync();
        Assert.Equal(first.Id, (await StartAsync(archive)).Id);
        await PassUntilReadyAsync(first);
        Assert.Equal(first.Id, (await StartAsync(archive)).Id);
    }

    [Fact]
    public async Task Many_who_start_at_once_get_one_retrieval()
    {
        var archive = await ArchiveAsync([1]);
        var started = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => StartAsync(archive), Cancellation)));
        Assert.Single(started.Select(retrieval => retrieval.Id).Distinct());
    }

    [Fact]
    public async Task An_output_expires_and_then_another_retrieval_can_be_started()
    {
        var archive = await ArchiveAsync([1, 2]);
        var first = await StartAsync(archive);
        await ExpireAsync(first);
        Assert.Equal(RetrievalState.Lost, await Vault.FindRetrievalAsync(archive, first.Id, Cancellation));
        Assert.Null(await Vault.OpenAsync(archive, first.Id, Cancellation));

        var second = await StartAsync(archive);
        Assert.NotEqual(first.Id, second.Id);
        await PassUntilReadyAsync(second);
        Assert.Equal([1, 2], await ReadAsync(archive, second));
        Assert.Null(await Vault.OpenAsync(archive, first.Id, Cancellation));
    }

    [Fact]
    public async Task A_retrieval_opens_its_own_archive_only()
    {
        var (mine, other) = (await ArchiveAsync([1]), await ArchiveAsync([2]));
        var retrieval = await StartAsync(mine);
        await PassUntilReadyAsync(retrieval);
        Assert.Null(await Vault.OpenAsync(other, retrieval.Id, Cancellation));
        Assert.Equal(RetrievalState.Lost, await Vault.FindRetrievalAsync(other, retrieval.Id, Cancellation));
    }

    [Fact]
    public async Task A_notice_is_given_again_until_it_is_settled()
    {
        var job = JobId.New(SampleJobs.Start);
        var retrieval = await StartAsync(await ArchiveAsync([1], job));
        Assert.Empty(await NoticesAsync());
        await PassUntilReadyAsync(retrieval);
        Assert.Equal((retrieval.Id, job), OneOf(await NoticesAsync()));
        var again = Assert.Single(await NoticesAsync());
        await Vault.SettleAsync(again, Cancellation);
        await Vault.SettleAsync(again, Cancellation);
        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task A_notice_that_nobody_has_settled_is_given_after_a_restart()
    {
        var retrieval = await StartAsync(await ArchiveAsync([1]));
        await PassUntilReadyAsync(retrieval);
        Assert.Single(await NoticesAsync());
        await ReopenAsync();
        var notice = Assert.Single(await NoticesAsync());
        Assert.Equal(retrieval.Id, notice.RetrievalId);
        await Vault.SettleAsync(notice, Cancellation);
        await ReopenAsync();
        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task A_retrieval_goes_on_over_a_restart()
    {
        var archive = await ArchiveAsync([1, 2, 3]);
        var retrieval = await StartAsync(archive);
        await ReopenAsync();
        Assert.Equal(RetrievalState.InProgress, await Vault.FindRetrievalAsync(archive, retrieval.Id, Cancellation));
        await PassUntilReadyAsync(retrieval);
        await ReopenAsync();
        Assert.Equal([1, 2, 3], await ReadAsync(archive, retrieval));
    }

    private static (string Retrieval, JobId Job) OneOf(IReadOnlyList<RetrievalNotice> notices)
    {
        var notice = Assert.Single(notices);
        return (notice.RetrievalId, notice.Job);
    }
}
