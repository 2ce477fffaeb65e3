using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Contracts;

public abstract partial class JobQueueContract
{
    [Fact]
    public async Task A_buried_message_is_listed_with_its_reason_and_not_given_again()
    {
        var job = await SendAsync();
        Assert.True(await Queue.BuryAsync(await ReceiveOneAsync(), "The annotator crashed.", Cancellation));
        await PassAsync(Minute * 2);
        Assert.Empty(await ReceiveAsync());
        var letter = Assert.Single(await Queue.DeadLettersAsync(Stage.Annotate, 10, Cancellation));
        Assert.Equal((Stage.Annotate, job, 1, "The annotator crashed."), (letter.Stage, letter.Job, letter.Attempts, letter.Reason));
        Assert.Empty(await Queue.DeadLettersAsync(Stage.Archive, 10, Cancellation));
    }

    [Fact]
    public async Task Dead_letters_come_newest_first()
    {
        var buried = new List<JobId>();
        for (var i = 0; i < 3; i++)
        {
            buried.Add(await BuryOneAsync());
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([buried[2], buried[1]], (await Queue.DeadLettersAsync(Stage.Annotate, 2, Cancellation)).Select(letter => letter.Job));
    }

    [Fact]
    public async Task A_dead_letter_is_revived_once_with_its_attempts_forgotten()
    {
        var job = await BuryOneAsync();
        Assert.True(await Queue.SettleDeadLetterAsync(Stage.Annotate, job, revive: true, Cancellation));
        Assert.False(await Queue.SettleDeadLetterAsync(Stage.Annotate, job, revive: true, Cancellation));
        var again = await ReceiveOneAsync();
        Assert.Equal((job, 1), (again.Job, again.Attempt));
        Assert.Empty(await Queue.DeadLettersAsync(Stage.Annotate, 10, Cancellation));
    }

    [Fact]
    public async Task A_dead_letter_is_dropped()
    {
        var job = await BuryOneAsync();
        Assert.True(await Queue.SettleDeadLetterAsync(Stage.Annotate, job, revive: false, Cancellation));
        Assert.Empty(await Queue.DeadLettersAsync(Stage.Annotate, 10, Cancellation));
        Assert.Empty(await ReceiveAsync());
    }

    [Fact]
    public async Task Depth_tells_what_waits_what_is_held_and_what_is_dead()
    {
        await BuryOneAsync();
        await SendAsync();
        await SendAsync();
        await SendAsync(delay: Minute);
        var held = Assert.Single(await ReceiveAsync(max: 1));
        Assert.Equal(new QueueDepth(2, 1, 1), await Queue.DepthAsync(Stage.Annotate, Cancellation));
        Assert.Equal(default, await Queue.DepthAsync(Stage.Thaw, Cancellation));

        await Queue.CompleteAsync(held, Cancellation);
        Assert.Equal(new QueueDepth(2, 0, 1), await Queue.DepthAsync(Stage.Annotate, Cancellation));
    }

    [Fact]
    public async Task A_lapsed_message_counts_as_waiting()
    {
        await SendAsync();
        await ReceiveOneAsync();
        await PassAsync(Minute);
        Assert.Equal(new QueueDepth(1, 0, 0), await Queue.DepthAsync(Stage.Annotate, Cancellation));
    }

    [Fact]
    public async Task The_oldest_that_waits_is_told_where_the_provider_can()
    {
        Assert.Null(await Queue.OldestAsync(Stage.Annotate, Cancellation));
        await SendAsync(delay: Minute);
        Assert.Null(await Queue.OldestAsync(Stage.Annotate, Cancellation));
        await PassAsync(Minute);
        var since = await Queue.OldestAsync(Stage.Annotate, Cancellation);
        await PassAsync(Minute);
        await SendAsync();
        Assert.Equal(since, await Queue.OldestAsync(Stage.Annotate, Cancellation));
        await ReceiveAsync(max: 10);
        Assert.Null(await Queue.OldestAsync(Stage.Annotate, Cancellation));
    }

    private async Task<JobId> BuryOneAsync()
    {
        var job = await SendAsync();
        Assert.True(await Queue.BuryAsync(await ReceiveOneAsync(), "no", Cancellation));
        return job;
    }
}
