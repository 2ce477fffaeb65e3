using Gas.Pipeline.Embedded;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;

namespace Gas.Tests.Embedded;

public sealed class SqliteJobQueueTests : JobQueueContract, IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    protected override IJobQueue Queue => _folder.Queue;

    [Fact]
    public async Task Messages_that_wait_for_the_same_job_are_one_at_the_earlier_time()
    {
        var job = await SendAsync(delay: Minute);
        await SendAsync(job, Minute * 5);
        Assert.Equal(1, (await Queue.DepthAsync(Stage.Annotate, Cancellation)).Waiting);
        await SendAsync(job);
        Assert.True(await Queue.CompleteAsync(await ReceiveOneAsync(), Cancellation));
        await PassAsync(Minute * 10);
        Assert.Empty(await ReceiveAsync());
    }

    [Fact]
    public async Task The_oldest_waits_since_it_could_first_be_given()
    {
        var now = _folder.Clock.GetUtcNow();
        await SendAsync();
        await PassAsync(Minute);
        await SendAsync();
        Assert.Equal(now, await Queue.OldestAsync(Stage.Annotate, Cancellation));
    }

    [Fact]
    public async Task Messages_are_given_in_the_order_of_their_times_and_a_job_knows_how_many_are_ahead()
    {
        var first = await SendAsync();
        await PassAsync(TimeSpan.FromSeconds(1));
        var second = await SendAsync();
        var delayed = await SendAsync(delay: Minute);
        Assert.Equal(0, await Queue.AheadAsync(Stage.Annotate, first, Cancellation));
        Assert.Equal(1, await Queue.AheadAsync(Stage.Annotate, second, Cancellation));
        Assert.Equal(2, await Queue.AheadAsync(Stage.Annotate, delayed, Cancellation));
        Assert.Null(await Queue.AheadAsync(Stage.Archive, first, Cancellation));

        Assert.Equal(first, Assert.Single(await ReceiveAsync(max: 1)).Job);
        Assert.Null(await Queue.AheadAsync(Stage.Annotate, first, Cancellation));
        Assert.Equal(0, await Queue.AheadAsync(Stage.Annotate, second, Cancellation));
        Assert.Equal(1, await Queue.AheadAsync(Stage.Annotate, delayed, Cancellation));
    }

    [Fact]
    public async Task A_receiver_wakes_when_the_delay_is_over_without_waiting_for_its_poll()
    {
        await SendAsync(delay: TimeSpan.FromSeconds(2));
        var timer = _folder.Clock.NextTimer;
        var waiting = Queue.ReceiveAsync(Stage.Annotate, 1, Minute, Cancellation);
        await timer;
        _folder.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Single(await waiting);
    }

    [Fact]
    public async Task A_receiver_that_leaves_hands_its_wake_up_on()
    {
        for (var i = 0; i < 50; i++)
        {
            using var leaving = new CancellationTokenSource();
            var first = Queue.ReceiveAsync(Stage.Annotate, 1, Minute, leaving.Token);
            var second = Queue.ReceiveAsync(Stage.Annotate, 1, Minute, Cancellation);
            var leave = Task.Run(leaving.Cancel, Cancellation);
            await SendAsync();
            await leave;
            var given = await first.ContinueWith(done => done.IsCompletedSuccessfully ? done.GetAwaiter().GetResult() : [], TaskScheduler.Default);
            if (given.Count > 0)
            {
                await SendAsync();
            }

            Assert.Single(await second.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("-1.1")]
    [InlineData("99999999999999999999.1")]
    public async Task A_receipt_that_was_never_given_settles_nothing(string receipt)
    {
        await SendAsync();
        var given = await ReceiveOneAsync();
        Assert.False(await Queue.CompleteAsync(given with { Receipt = receipt }, Cancellation));
        Assert.True(await Queue.CompleteAsync(given, Cancellation));
    }

    public void Dispose() => _folder.Dispose();

    protected override Task PassAsync(TimeSpan span)
    {
        _folder.Clock.Advance(span);
        return Task.CompletedTask;
    }

    protected override async Task<IReadOnlyList<Delivery>> ReceiveAsync(Stage stage = Stage.Annotate, int max = 10)
    {
        var until = _folder.Clock.GetUtcNow() + SqliteJobQueue.Poll;
        var timer = _folder.Clock.NextTimer;
        var receiving = Queue.ReceiveAsync(stage, max, Minute, Cancellation);
        if (await Task.WhenAny(receiving, timer) == timer)
        {
            // It found nothing and waits: the poll ends.
            _folder.Clock.Advance(until - _folder.Clock.GetUtcNow());
        }

        return await receiving;
    }
}
