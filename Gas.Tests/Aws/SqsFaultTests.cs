using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.SQS;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Aws;

/// <summary>Queues that throttle, fail, fall silent or whose answers are lost, on the wire under the SDK.</summary>
public sealed class SqsFaultTests(SqsJobQueueTests.Peer peer) : IClassFixture<SqsJobQueueTests.Peer>, IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Wire _wire = new();
    private readonly MovedClock _clock = new();
    private QueueAccount _account = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var fauxqs = await peer.FauxqsAsync();
        _account = new QueueAccount(fauxqs, _clock, add: services => services.Replace(ServiceDescriptor.Singleton<IAmazonSQS>(_ => new AmazonSQSClient(
            new BasicAWSCredentials(AwsPeer.AccessKey, AwsPeer.SecretKey),
            new AmazonSQSConfig { ServiceURL = fauxqs.Address.ToString(), AuthenticationRegion = "us-east-1", Timeout = TimeSpan.FromSeconds(5), HttpClientFactory = new WiredClientFactory(_wire) }))));
        await _account.Queues.CreateAsync(Cancellation);
        _account.Queue.Poll = TimeSpan.Zero;
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [Theory]
    [InlineData(400, "RequestThrottled")]
    [InlineData(400, "ThrottlingException")]
    [InlineData(500, "InternalFailure")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task What_is_throttled_or_fails_for_a_moment_is_repeated(int status, string code)
    {
        foreach (var operation in new[] { "SendMessageBatch", "ReceiveMessage", "DeleteMessageBatch" })
        {
            var left = 1;
            _wire.Answer = asked => asked == operation && Interlocked.Decrement(ref left) >= 0 ? Refusal(status, code) : null;
            if (operation == "SendMessageBatch")
            {
                await SendAsync();
            }
            else
            {
                var delivery = Assert.Single(await ReceiveAsync());
                Assert.True(operation == "DeleteMessageBatch" ? await _account.Queue.CompleteAsync(delivery, Cancellation) : await _account.Queue.ReturnAsync(delivery, TimeSpan.Zero, Cancellation));
            }

            // Settled messages are deleted a little later, together.
            await _account.Queue.DeletedAsync();
            Assert.True(left < 0, $"{operation} was not asked.");
        }

        Assert.Equal(default, await _account.Queue.DepthAsync(Stage.Annotate, Cancellation));
    }

    [Fact]
    public async Task A_connection_that_is_reset_costs_a_repetition()
    {
        var left = 1;
        _wire.Answer = _ => Interlocked.Decrement(ref left) >= 0 ? throw new HttpRequestException("The connection was reset.", new IOException("Connection reset by peer")) : null;
        await SendAsync();
        Assert.Single(await ReceiveAsync());
    }

    [Fact]
    public async Task A_queue_that_falls_silent_is_given_up_and_asked_again()
    {
        _wire.SilentFor("SendMessageBatch");
        await SendAsync();
        Assert.Single(await ReceiveAsync());
    }

    /// <summary>Two of the same do no harm: see <c>WorkerRacesOnAwsTests</c>.</summary>
    [Fact]
    public async Task A_message_whose_sending_was_not_answered_is_there_once_or_twice()
    {
        _wire.LoseNext("SendMessageBatch");
        var job = await SendAsync();
        var deliveries = await ReceiveAsync();
        Assert.InRange(deliveries.Count, 1, 2);
        Assert.All(deliveries, delivery => Assert.Equal(job, delivery.Job));
        Assert.All(await Task.WhenAll(deliveries.Select(delivery => _account.Queue.CompleteAsync(delivery, Cancellation))), Assert.True);
        Assert.Equal(default, await _account.Queue.DepthAsync(Stage.Annotate, Cancellation));
    }

    [Fact]
    public async Task A_deletion_that_was_not_answered_is_a_deletion()
    {
        await SendAsync();
        var delivery = Assert.Single(await ReceiveAsync());
        _wire.LoseNext("DeleteMessageBatch");
        Assert.True(await _account.Queue.CompleteAsync(delivery, Cancellation));
        await _account.Queue.DeletedAsync();
        Assert.Equal(default, await _account.Queue.DepthAsync(Stage.Annotate, Cancellation));
    }

    [Fact]
    public async Task Messages_in_an_answer_that_was_lost_come_again_when_their_time_is_up()
    {
        var job = await SendAsync();
        _wire.LoseNext("ReceiveMessage");
        Assert.Empty(await ReceiveAsync());
        await (await peer.FauxqsAsync()).MoveClockAsync(Lease, Cancellation);
        _clock.Move(Lease);
        var again = Assert.Single(await ReceiveAsync());
        Assert.Equal((job, 2), (again.Job, again.Attempt));
    }

    [Fact]
    public async Task Credentials_that_have_expired_fail_the_caller_and_lose_nothing()
    {
        await SendAsync();
        var delivery = Assert.Single(await ReceiveAsync());
        _wire.Answer = _ => Refusal(403, "ExpiredToken");
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => SendAsync());
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => ReceiveAsync());
        Assert.True(await _account.Queue.CompleteAsync(delivery, Cancellation));
        await _account.Queue.DeletedAsync();

        // A message that could not be deleted comes once more, and finds its work done.
        _wire.Answer = _ => null;
        await (await peer.FauxqsAsync()).MoveClockAsync(Lease, Cancellation);
        _clock.Move(Lease);
        Assert.Equal(delivery.Job, Assert.Single(await ReceiveAsync()).Job);
    }

    [Fact]
    public async Task Messages_that_come_out_of_order_are_all_given_and_settled_in_any_order()
    {
        var jobs = new HashSet<JobId>();
        for (var i = 0; i < 5; i++)
        {
            jobs.Add(await SendAsync());
        }

        var deliveries = new List<Delivery>();
        await Until.TrueAsync(async () => { deliveries.AddRange(await ReceiveAsync()); return deliveries.Count == 5; }, "all are there");
        Assert.Equal(jobs, deliveries.Select(delivery => delivery.Job).ToHashSet());
        foreach (var delivery in deliveries.AsEnumerable().Reverse())
        {
            Assert.True(await _account.Queue.CompleteAsync(delivery, Cancellation));
        }

        Assert.Equal(default, await _account.Queue.DepthAsync(Stage.Annotate, Cancellation));
    }

    private async Task<JobId> SendAsync()
    {
        var job = JobId.New(Start);
        await _account.Queue.SendAsync(Stage.Annotate, job, TimeSpan.Zero, Cancellation);
        return job;
    }

    private Task<IReadOnlyList<Delivery>> ReceiveAsync() => _account.Queue.ReceiveAsync(Stage.Annotate, 10, Lease, Cancellation);

    private static HttpResponseMessage Refusal(int status, string code) => new((HttpStatusCode)status)
    {
        Content = new StringContent($$"""{"__type":"com.amazonaws.sqs#{{code}}","message":"not now"}""", Encoding.UTF8, "application/x-amz-json-1.0"),
    };
}
