using Amazon.SQS.Model;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Sns;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;
using Microsoft.Extensions.DependencyInjection;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Aws;

public sealed class SqsJobQueueTests(SqsJobQueueTests.Peer peer) : JobQueueContract, IClassFixture<SqsJobQueueTests.Peer>, IAsyncLifetime
{
    private readonly MovedClock _clock = new();
    private QueueAccount? _account;

    protected override IJobQueue Queue => Account.Queue;

    private QueueAccount Account => _account!;

    public async ValueTask InitializeAsync()
    {
        _account = new QueueAccount(await peer.FauxqsAsync(), _clock);
        await Account.Queues.CreateAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_account is { } account)
        {
            await account.DisposeAsync();
        }
    }

    [Fact]
    public async Task Sends_and_deletes_that_come_together_go_in_batches_of_ten()
    {
        Account.Requests.Clear();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => SendAsync()));
        Assert.InRange(Account.Requests["SendMessageBatch"], 3, 6);

        var deliveries = new List<Delivery>();
        while (deliveries.Count < 30)
        {
            deliveries.AddRange(await ReceiveAsync());
        }

        Assert.Equal(3, Account.Requests["ReceiveMessage"]);
        Assert.All(await Task.WhenAll(deliveries.Select(delivery => Queue.CompleteAsync(delivery, Cancellation))), Assert.True);
        await Account.Queue.DeletedAsync();
        Assert.InRange(Account.Requests["DeleteMessageBatch"], 3, 6);
    }

    [Fact]
    public async Task An_idle_receiver_sends_one_request_a_poll()
    {
        var queue = Account.Queue;
        queue.Poll = TimeSpan.FromSeconds(2);
        Account.Requests.Clear();
        Assert.Empty(await queue.ReceiveAsync(Stage.Archive, 4, Minute, Cancellation));
        Assert.Equal(1, Account.Requests["ReceiveMessage"]);
    }

    [Fact]
    public async Task A_delay_longer_than_the_service_knows_is_cut_and_the_message_comes_early()
    {
        var job = await SendAsync(delay: TimeSpan.FromHours(3));
        await PassAsync(TimeSpan.FromMinutes(14));
        Assert.Empty(await ReceiveAsync());
        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(job, (await ReceiveOneAsync()).Job);
    }

    [Fact]
    public async Task A_message_that_was_handed_back_very_often_is_sent_anew_before_the_service_sets_it_aside()
    {
        var job = await SendAsync();
        var often = await ReceiveOneAsync() with { Attempt = SqsQueues.MaxReceiveCount / 2 };
        Assert.True(await Queue.ReturnAsync(often, TimeSpan.Zero, Cancellation));
        var again = await ReceiveOneAsync();
        Assert.Equal((job, 1), (again.Job, again.Attempt));
        Assert.True(await Queue.CompleteAsync(again, Cancellation));
        Assert.Equal(default, await Queue.DepthAsync(Stage.Annotate, Cancellation));
    }

    [Fact]
    public async Task A_message_comes_through_a_topic_in_its_envelope_too()
    {
        var job = JobId.New(Start);
        var topic = (await Account.Sns.CreateTopicAsync(new CreateTopicRequest { Name = Account.Prefix + "requests" }, Cancellation)).TopicArn!;
        await Account.Sns.SubscribeAsync(new SubscribeRequest { TopicArn = topic, Protocol = "sqs", Endpoint = await Account.Addresses.QueueArnAsync(Account.Names.Queue(Stage.Annotate), Cancellation) }, Cancellation);
        await Account.Sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = $$"""{"job_id":"{{job}}","user_id":"ann","input_file_name":"a.vcf"}""" }, Cancellation);
        Assert.Equal(job, (await ReceiveOneAsync()).Job);
    }

    [Fact]
    public async Task A_user_on_the_thaw_queue_is_handed_to_whoever_applies_plans()
    {
        var heard = new List<PlanNews>();
        Account.Services.GetRequiredService<PlanFeed>().Changed += heard.Add;
        await SendRawAsync(Stage.Thaw, """{"user_id":"ann"}""");
        Assert.Empty(await ReceiveAsync(Stage.Thaw));
        Assert.Equal([new PlanNews(Ann, PlanNewsSource.Message)], heard);
        Assert.Equal(default, await Queue.DepthAsync(Stage.Thaw, Cancellation));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"job_id":"not an id"}""")]
    [InlineData("""{"user_id":"ann"}""")]
    public async Task What_cannot_be_read_is_set_aside_at_once_and_the_message_beside_it_is_given(string body)
    {
        await SendRawAsync(Stage.Annotate, body);
        var job = await SendAsync();
        Assert.Equal(job, (await ReceiveOneAsync()).Job);
        var letter = Assert.Single(await Queue.DeadLettersAsync(Stage.Annotate, 10, Cancellation));
        Assert.Equal((default, "The message cannot be read."), (letter.Job, letter.Reason));
        Assert.Contains(Account.Log.Lines, line => line.Contains("cannot be read", StringComparison.Ordinal));
        Assert.True(await Queue.SettleDeadLetterAsync(Stage.Annotate, default, revive: false, Cancellation));
        Assert.Empty(await Queue.DeadLettersAsync(Stage.Annotate, 10, Cancellation));
    }

    [Fact]
    public async Task A_reason_of_any_letters_is_kept_as_far_as_the_service_can()
    {
        await SendAsync();
        Assert.True(await Queue.BuryAsync(await ReceiveOneAsync(), "né\u0000\uFFFF" + new string('x', 5000), Cancellation));
        var letter = Assert.Single(await Queue.DeadLettersAsync(Stage.Annotate, 10, Cancellation));
        Assert.StartsWith("né  xxx", letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_queue_is_named_with_what_to_do()
    {
        await using var elsewhere = new QueueAccount(await peer.FauxqsAsync(), _clock);
        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => elsewhere.Queue.SendAsync(Stage.Annotate, JobId.New(Start), TimeSpan.Zero, Cancellation));
        Assert.Equal($"There is no queue '{elsewhere.Prefix}annotate' in this account and region. Make it with 'aws init'.", missing.Message);
    }

    protected override async Task PassAsync(TimeSpan span)
    {
        // In any such time what is on its way arrives.
        await Account.Queue.DeletedAsync();
        await (await peer.FauxqsAsync()).MoveClockAsync(span, Cancellation);
        _clock.Move(span);
    }

    protected override async Task<IReadOnlyList<Delivery>> ReceiveAsync(Stage stage = Stage.Annotate, int max = 10)
    {
        var queue = Account.Queue;
        var poll = queue.Poll;
        queue.Poll = TimeSpan.FromSeconds(1);
        try
        {
            return await queue.ReceiveAsync(stage, max, Minute, Cancellation);
        }
        finally
        {
            queue.Poll = poll;
        }
    }

    private async Task SendRawAsync(Stage stage, string body) =>
        await Account.Sqs.SendMessageAsync(new SendMessageRequest(await Account.Addresses.UrlAsync(Account.Names.Queue(stage), Cancellation), body), Cancellation);

    /// <summary>A peer whose clock these tests move, one after another.</summary>
    public sealed class Peer : IDisposable
    {
        private readonly Lazy<Task<FauxqsPeer>> _peer = new(() => FauxqsPeer.StartAsync(CancellationToken.None));

        internal Task<FauxqsPeer> FauxqsAsync() => _peer.Value;

        public void Dispose()
        {
            if (_peer is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } started })
            {
                started.GetAwaiter().GetResult().Dispose();
            }
        }
    }
}
