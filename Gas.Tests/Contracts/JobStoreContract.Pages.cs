using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Contracts;

public abstract partial class JobStoreContract
{
    private static readonly UserId Bob = new("bob");

    [Fact]
    public async Task Pages_come_newest_first_without_gaps_or_repeats_while_rows_are_added()
    {
        // Seven at each moment: ties must not lose or repeat a row at the edge of a page.
        var jobs = Enumerable.Range(0, 100).Select(n => Queued(at: Start.AddSeconds(n / 7))).ToArray();
        await AddAllAsync(jobs);

        var seen = new List<JobId>();
        for (string? cursor = null; ;)
        {
            var page = await Store.PageAsync(new JobQuery { Owner = Ann, Cursor = cursor, Size = 9 }, Cancellation);
            seen.AddRange(page.Jobs.Select(job => job.Id));
            await Store.AddAsync(Queued(at: Start.AddHours(1)), Cancellation);
            if ((cursor = page.Next) is null)
            {
                break;
            }
        }

        Assert.Equal(jobs.Select(job => job.Id).ToHashSet(), seen.ToHashSet());
        Assert.Equal(jobs.Length, seen.Count);
        var times = seen.Select(id => jobs.Single(job => job.Id == id).SubmittedAt).ToArray();
        Assert.Equal(times.OrderDescending(), times);
    }

    [Fact]
    public async Task The_last_page_says_so_even_when_it_is_full()
    {
        await AddAllAsync([.. Enumerable.Range(0, 4).Select(n => Queued(at: Start.AddSeconds(n)))]);
        var first = await Store.PageAsync(new JobQuery { Size = 2 }, Cancellation);
        var last = await Store.PageAsync(new JobQuery { Size = 2, Cursor = first.Next }, Cancellation);
        Assert.Equal(2, last.Jobs.Count);
        Assert.Null(last.Next);
        Assert.Null((await Store.PageAsync(new JobQuery { Owner = Bob }, Cancellation)).Next);
    }

    [Fact]
    public async Task A_cursor_outlives_the_row_that_it_was_made_from()
    {
        var jobs = Enumerable.Range(0, 4).Select(n => Queued(at: Start.AddSeconds(n))).ToArray();
        await AddAllAsync(jobs);
        var first = await Store.PageAsync(new JobQuery { Size = 2 }, Cancellation);
        await Store.TryRemoveAsync(first.Jobs[^1].Id, 1, Cancellation);
        var second = await Store.PageAsync(new JobQuery { Size = 2, Cursor = first.Next }, Cancellation);
        Assert.Equal([jobs[1].Id, jobs[0].Id], second.Jobs.Select(job => job.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("not a cursor at all, and far longer than any")]
    [InlineData("////////////////////////////////")]
    [InlineData("................................")]
    [InlineData("' OR 1 = 1 --")]
    [InlineData("\0")]
    public async Task A_broken_cursor_means_the_first_page(string cursor)
    {
        var job = Queued();
        await Store.AddAsync(job, Cancellation);
        Assert.Equal(job.Id, Assert.Single((await Store.PageAsync(new JobQuery { Cursor = cursor }, Cancellation)).Jobs).Id);
    }

    [Fact]
    public async Task An_owner_sees_their_own_rows_only_and_nobody_those_being_deleted()
    {
        var mine = Queued();
        var bobs = Queued(at: Start.AddSeconds(1)) with { Owner = Bob };
        await AddAllAsync(mine, bobs, In(JobState.Deleting, Lease()));
        Assert.Equal([mine.Id], await IdsAsync(new JobQuery { Owner = Ann }));
        Assert.Equal([bobs.Id], await IdsAsync(new JobQuery { Owner = Bob }));
        Assert.Equal([bobs.Id, mine.Id], await IdsAsync(new JobQuery()));
        Assert.Empty(await IdsAsync(new JobQuery { States = [JobState.Deleting] }));
    }

    [Fact]
    public async Task States_filter_and_follow_the_row()
    {
        var queued = Queued();
        var failed = In(JobState.Failed, Lease());
        await AddAllAsync(queued, failed, In(JobState.Completed, Lease()));
        Assert.Equal([failed.Id], await IdsAsync(new JobQuery { Owner = Ann, States = [JobState.Failed] }));
        Assert.Equal(2, (await IdsAsync(new JobQuery { States = [JobState.Failed, JobState.Queued] })).Count);

        await Store.TrySaveAsync(queued.After(new JobEvent.Cancelled()), Cancellation);
        Assert.Equal([queued.Id], await IdsAsync(new JobQuery { Owner = Ann, States = [JobState.Cancelled] }));
        Assert.Empty(await IdsAsync(new JobQuery { Owner = Ann, States = [JobState.Queued] }));
    }

    [Theory]
    [InlineData("%", "50%_off.vcf")]
    [InlineData("0%_o", "50%_off.vcf")]
    [InlineData("_", "50%_off.vcf", "under_score.vcf")]
    [InlineData("SCORE", "under_score.vcf")]
    [InlineData("ärger", "ÄRGER.vcf")]
    [InlineData("\\", "back\\slash.vcf")]
    [InlineData("' OR '", "it's ' OR '.vcf")]
    [InlineData("nothing like it")]
    public async Task A_search_finds_the_text_itself_in_any_case(string text, params string[] expected)
    {
        string[] names = ["50%_off.vcf", "50x-off.vcf", "under_score.vcf", "ÄRGER.vcf", "back\\slash.vcf", "it's ' OR '.vcf"];
        await AddAllAsync([.. names.Select(name => Queued() with { FileName = name })]);
        foreach (var owner in (UserId?[])[Ann, null])
        {
            var found = (await Store.PageAsync(new JobQuery { Owner = owner, Search = text }, Cancellation)).Jobs.Select(job => job.FileName);
            Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_search_goes_on_over_pages()
    {
        await AddAllAsync([.. Enumerable.Range(0, 30).Select(n => Queued(at: Start.AddSeconds(n)) with { FileName = n % 3 == 0 ? "wanted.vcf" : "other.vcf" })]);
        var query = new JobQuery { Owner = Ann, Search = "WANTED", Size = 6 };
        var first = await Store.PageAsync(query, Cancellation);
        var second = await Store.PageAsync(query with { Cursor = first.Next }, Cancellation);
        Assert.Equal(10, first.Jobs.Concat(second.Jobs).Count(job => job.FileName == "wanted.vcf"));
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("trio", 2)]
    [InlineData("ÄRZTE & co", 1)]
    [InlineData("tri", 0)]
    [InlineData("%", 0)]
    [InlineData("trio\nmore", 0)]
    public async Task A_tag_finds_whole_tags_in_any_case(string tag, int expected)
    {
        string[][] tags = [["Trio"], ["more", "TRIO"], ["trio 7"], ["ärzte & CO"], ["' OR '"], []];
        await AddAllAsync([.. tags.Select(tags => Queued() with { Labels = tags.Length == 0 ? null : new JobLabels(null, tags) })]);
        foreach (var owner in (UserId?[])[Ann, null])
        {
            Assert.Equal(expected, (await IdsAsync(new JobQuery { Owner = owner, Tag = tag })).Count);
            Assert.Empty(await IdsAsync(new JobQuery { Owner = owner, Tag = tag, States = [JobState.Failed] }));
        }
    }

    [Fact]
    public async Task A_tag_follows_the_row()
    {
        var job = Queued();
        await AddAllAsync(job, Queued());
        job = job.After(new JobEvent.Labelled(new JobLabels("a note", ["new"])));
        Assert.True(await Store.TrySaveAsync(job, Cancellation));
        Assert.Equal([job.Id], await IdsAsync(new JobQuery { Owner = Ann, Tag = "NEW" }));

        Assert.True(await Store.TrySaveAsync(job.After(new JobEvent.Labelled(JobLabels.None)), Cancellation));
        Assert.Empty(await IdsAsync(new JobQuery { Owner = Ann, Tag = "new" }));
    }

    [Fact]
    public async Task A_tag_goes_on_over_pages()
    {
        var jobs = Enumerable.Range(0, 30).Select(n => Queued(at: Start.AddSeconds(n)) with { Labels = n % 3 == 0 ? new JobLabels(null, ["wanted"]) : null }).ToArray();
        await AddAllAsync(jobs);
        var query = new JobQuery { Owner = Ann, Tag = "wanted", Size = 6 };
        var first = await Store.PageAsync(query, Cancellation);
        var second = await Store.PageAsync(query with { Cursor = first.Next }, Cancellation);
        Assert.Equal(jobs.Where(job => job.Labels is not null).Reverse().Select(job => job.Id), first.Jobs.Concat(second.Jobs).Select(job => job.Id));
        Assert.Equal((6, 4, null), (first.Jobs.Count, second.Jobs.Count, second.Next));
    }

    protected async Task AddAllAsync(params Job[] jobs) =>
        Assert.All(await Task.WhenAll(jobs.Select(job => Store.AddAsync(job, Cancellation))), Assert.True);

    private async Task<List<JobId>> IdsAsync(JobQuery query) => [.. (await Store.PageAsync(query, Cancellation)).Jobs.Select(job => job.Id)];
}
