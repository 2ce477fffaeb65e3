using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Contracts;

/// <summary>What every <see cref="IJobQueue"/> holds to. A provider's tests derive from this, give an empty queue, and say how time passes for it.</summary>
public abstract partial class JobQueueContract
{
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected abstract IJobQueue Queue { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_given_and_gone_when_it_is_done()
    {
        var job = await SendAsync();
        var delivery = await ReceiveOneAsync();
        Assert.Equal((Stage.Annotate, job, 1), (delivery.Stage, delivery.Job, delivery.Attempt));
        Assert.True(await Queue.CompleteAsync(delivery, Cancellation));
        await PassAsync(Minute * 2);
        Assert.Empty(await ReceiveAsync());
    }

    [Fact]
    public async Task A_message_that_is_not_settled_comes_back_when_its_lease_is_over_and_the_attempts_are_counted()
    {
        var job = await SendAsync();
        var first = await ReceiveOneAsync();
        Assert.Empty(await ReceiveAsync());

        await PassAsync(Minute);
        var second = await ReceiveOneAsync();
        Assert.Equal((job, 2), (second.Job, second.Attempt));
        Assert.NotEqual(first.Receipt, second.Receipt);

        await PassAsync(Minute);
        Assert.Equal(3, (await ReceiveOneAsync()).Attempt);
    }

    [Fact]
    public async Task A_lease_can_be_extended()
    {
        await SendAsync();
        var delivery = await ReceiveOneAsync();
        await PassAsync(Minute / 2);
        Assert.True(await Queue.ExtendAsync(delivery, Minute, Cancellation));
        await PassAsync(Minute * 0.75);
        Assert.Empty(await ReceiveAsync());
        await PassAsync(Minute / 2);
        Assert.Equal(2, (await ReceiveOneAsync()).Attempt);
    }

    [Fact]
    public async Task Who_lost_the_claim_can_settle_nothing()
    {
        await SendAsync();
        var lost = await ReceiveOneAsync();
        await PassAsync(Minute);
        var held = await ReceiveOneAsync();

        Assert.False(await Queue.ExtendAsync(lost, Minute, Cancellation));
        Assert.False(await Queue.CompleteAsync(lost, Cancellation));
        Assert.False(await Queue.ReturnAsync(lost, TimeSpan.Zero, Cancellation));
        Assert.False(await Queue.BuryAsync(lost, "late", Cancellation));

        Assert.True(await Queue.CompleteAsync(held, Cancellation));
        Assert.False(await Queue.CompleteAsync(held, Cancellation));
        Assert.Empty(await Queue.DeadLettersAsync(Stage.Annotate, 10, Cancellation));
    }

    [Fact]
    public async Task A_message_handed_back_comes_again_after_its_delay()
    {
        await SendAsync();
        Assert.True(await Queue.ReturnAsync(await ReceiveOneAsync(), Minute, Cancellation));
        Assert.Empty(await ReceiveAsync());
        await PassAsync(Minute);
        var again = await ReceiveOneAsync();
        Assert.Equal(2, again.Attempt);

        Assert.True(await Queue.ReturnAsync(again, TimeSpan.Zero, Cancellation));
        Assert.Equal(3, (await ReceiveOneAsync()).Attempt);
    }

    [Fact]
    public async Task A_delayed_message_is_not_seen_before_its_time()
    {
        await SendAsync(delay: Minute);
        Assert.Empty(await ReceiveAsync());
        await PassAsync(Minute);
        await ReceiveOneAsync();
    }

    [Fact]
    public async Task A_message_sent_while_the_job_is_with_a_worker_is_not_lost()
    {
        var job = await SendAsync();
        var held = await ReceiveOneAsync();
        await SendAsync(job);
        Assert.True(await Queue.CompleteAsync(held, Cancellation));
        Assert.Equal(job, (await ReceiveOneAsync()).Job);
    }

    [Fact]
    public async Task Stages_are_queues_of_their_own()
    {
        var job = await SendAsync(stage: Stage.Archive);
        Assert.Empty(await ReceiveAsync());
        Assert.Equal(job, (await ReceiveOneAsync(Stage.Archive)).Job);
    }

    [Fact]
    public async Task No_more_is_given_than_asked_for()
    {
        for (var i = 0; i < 5; i++)
        {
            await SendAsync();
        }

        Assert.Equal(3, (await ReceiveAsync(max: 3)).Count);
        Assert.Equal(2, (await ReceiveAsync(max: 3)).Count);
    }

    /// <summary>Sends from elsewhere while a receiver may be about to wait, many times over: no wake-up may be lost between looking and waiting. Time stands still, so a poll helps nobody.</summary>
    [Fact]
    public async Task A_waiting_receiver_is_woken_by_the_message_and_not_by_the_clock()
    {
        for (var i = 0; i < 100; i++)
        {
            var waiting = Queue.ReceiveAsync(Stage.Annotate, 1, Minute, Cancellation);
            var job = await Task.Run(() => SendAsync(), Cancellation);
            Assert.True(await Queue.CompleteAsync(Assert.Single(await waiting.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation), delivery => delivery.Job == job), Cancellation));
        }
    }

    [Fact]
    public async Task Of_many_receivers_each_message_goes_to_one()
    {
        const int Messages = 200;
        var given = new List<JobId>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var receivers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                foreach (var delivery in await Queue.ReceiveAsync(Stage.Annotate, 5, Minute, enough.Token))
                {
                    Assert.True(await Queue.CompleteAsync(delivery, Cancellation));
                    lock (given)
                    {
                        given.Add(delivery.Job);
                        if (given.Count == Messages)
                        {
                            enough.Cancel();
                        }
                    }
                }
            }
        })).ToArray();
        var sent = await Task.WhenAll(Enumerable.Range(0, Messages).Select(_ => Task.Run(() => SendAsync())));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(receivers).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Cancellation));
        Assert.Equal(sent.ToHashSet(), given.ToHashSet());
        Assert.Equal(Messages, given.Count);
    }

    /// <summary>Lets time pass for the provider.</summary>
    protected abstract Task PassAsync(TimeSpan span);

    /// <summary>What a receiver gets that waits no longer than one poll.</summary>
    protected abstract Task<IReadOnlyList<Delivery>> ReceiveAsync(Stage stage = Stage.Annotate, int max = 10);

    protected async Task<JobId> SendAsync(JobId? job = null, TimeSpan delay = default, Stage stage = Stage.Annotate)
    {
        var id = job ?? JobId.New(Start);
        await Queue.SendAsync(stage, id, delay, Cancellation);
        return id;
    }

    protected async Task<Delivery> ReceiveOneAsync(Stage stage = Stage.Annotate) => Assert.Single(await ReceiveAsync(stage));
}
