using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Gas.Pipeline.Aws.Clients;
using Gas.Pipeline.Ports;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gas.Tests.Aws;

/// <summary>What breaks the way to a service and what closes it again, with the SDK's own client and faults on the wire.</summary>
public sealed class CircuitTests : IAsyncLifetime
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new(SampleJobs.Start);
    private readonly Circuits _circuits;
    private S3Peer _s3 = null!;
    private AmazonS3Client _client = null!;

    public CircuitTests() => _circuits = new Circuits([new Circuit("S3", _time), new Circuit("SQS", _time)], NullLogger<Circuits>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ServiceStanding Standing => _circuits.Standings[0];

    public async ValueTask InitializeAsync()
    {
        _s3 = await S3Peer.StartAsync(TimeProvider.System, Cancellation);
        _client = NewClient(_s3.Address);
        await _client.PutBucketAsync("bucket", Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _s3.DisposeAsync();
    }

    [Theory]
    [InlineData(503, "SlowDown", "It asks for fewer requests (SlowDown).")]
    [InlineData(500, "InternalError", "It fails (InternalError, HTTP 500).")]
    [InlineData(400, "RequestTimeout", "It asks for fewer requests (RequestTimeout).")]
    [InlineData(400, "ExpiredToken", "It does not accept this service's credentials (ExpiredToken).")]
    [InlineData(403, "InvalidAccessKeyId", "It does not accept this service's credentials (InvalidAccessKeyId).")]
    public async Task A_service_that_fails_three_times_in_a_row_is_asked_no_more(int status, string code, string words)
    {
        _s3.Faults.Break("ListObjectsV2", new PeerFault.Refusal(status, code), times: 3);
        await FailAsync<AmazonS3Exception>(3);
        Assert.Equal((ServiceState.Open, words, _time.GetUtcNow()), (Standing.State, Standing.LastError, Standing.LastErrorAt));
        Assert.Equal(ServiceState.Closed, _circuits.Standings[1].State);

        var refused = await FailAsync<ServiceDownException>(5);
        Assert.Equal("S3 does not answer. It is asked again in a few seconds.", refused.Message);
        Assert.Equal(3, _s3.Faults.Calls("ListObjectsV2"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_is_reset_or_refused_is_a_fault_of_the_service(bool isReset)
    {
        // Below the SDK, too, a request is sent again when its connection turns out to be gone.
        _s3.Faults.Break("ListObjectsV2", new PeerFault.Dropped(), times: isReset ? 200 : 0);
        if (!isReset)
        {
            await _s3.DisposeAsync();
        }

        await FailAsync<Exception>(3);
        Assert.Equal(ServiceState.Open, Standing.State);
        Assert.StartsWith("It cannot be reached: ", Standing.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_silent_has_not_answered_in_time()
    {
        using var impatient = NewClient(_s3.Address, TimeSpan.FromMilliseconds(100));
        _s3.Faults.Break("ListObjectsV2", new PeerFault.Stalled(-1), times: 200);
        for (var call = 0; call < 3; call++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => ListAsync(impatient));
        }

        Assert.Equal((ServiceState.Open, "It did not answer in time."), (Standing.State, Standing.LastError));
    }

    [Theory]
    [InlineData(404, "NoSuchKey")]
    [InlineData(403, "AccessDenied")]
    [InlineData(503, "GlacierExpeditedRetrievalNotAvailable")]
    public async Task A_refusal_of_one_call_is_an_answer(int status, string code)
    {
        await FailSoonAsync(2);
        _s3.Faults.Break("ListObjectsV2", new PeerFault.Refusal(status, code), times: 4);
        await FailAsync<AmazonS3Exception>(4);
        await FailSoonAsync(2);
        Assert.Equal(ServiceState.Closed, Standing.State);
    }

    [Fact]
    public async Task Who_gives_up_waiting_says_nothing_of_the_service()
    {
        for (var call = 0; call < 4; call++)
        {
            using var gone = new CancellationTokenSource();
            _s3.Faults.Break("ListObjectsV2", new PeerFault.Stalled(-1));
            var arrived = _s3.Faults.Calls("ListObjectsV2") + 1;
            var asking = ListAsync(_client, gone.Token);
            await Mail.Until.TrueAsync(() => _s3.Faults.Calls("ListObjectsV2") == arrived, "the call has arrived");
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        Assert.Equal((ServiceState.Closed, null), (Standing.State, Standing.LastError));
    }

    [Fact]
    public async Task After_a_pause_one_call_tries_and_its_answer_lets_all_others_through()
    {
        var states = new List<ServiceState>();
        await FailSoonAsync(3);
        _circuits.Changed += () => states.Add(Standing.State);
        var since = _time.GetUtcNow();
        _time.Advance(Pause - TimeSpan.FromTicks(1));
        await FailAsync<ServiceDownException>(1);

        // A trial in vain, and the pause begins again; it has been away since it went.
        _time.Advance(TimeSpan.FromTicks(1));
        await FailSoonAsync(1);
        await FailAsync<ServiceDownException>(1);
        Assert.Equal((ServiceState.Open, since), (Standing.State, Standing.Since));

        // The trial that is answered; others are refused until it is.
        _time.Advance(Pause);
        _s3.Faults.Break("ListObjectsV2", new PeerFault.Stalled(-1));
        using var gone = new CancellationTokenSource();
        var trial = ListAsync(_client, gone.Token);
        Assert.Equal(ServiceState.HalfOpen, Standing.State);
        await FailAsync<ServiceDownException>(1);
        // It never ends: another may try after the pause.
        _time.Advance(Pause);
        await ListAsync(_client);
        Assert.Equal((ServiceState.Closed, _time.GetUtcNow()), (Standing.State, Standing.Since));
        await ListAsync(_client);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trial);
        Assert.Equal([ServiceState.HalfOpen, ServiceState.Open, ServiceState.HalfOpen, ServiceState.HalfOpen, ServiceState.Closed], states);
    }

    [Fact]
    public async Task Only_while_a_service_is_away_its_faults_are_an_outage_and_our_own_never()
    {
        var fault = new IOException("S3 forbids this.", new AmazonS3Exception("slow", ErrorType.Receiver, "SlowDown", "r", HttpStatusCode.ServiceUnavailable));
        Assert.False(_circuits.IsOutage(fault));
        await FailSoonAsync(3);
        Assert.True(_circuits.IsOutage(fault));
        Assert.True(_circuits.IsOutage(new AggregateException(new ServiceDownException("S3"))));
        Assert.False(_circuits.IsOutage(new InvalidOperationException("A fault from within.")));
    }

    private AmazonS3Client NewClient(string address, TimeSpan? patience = null)
    {
        var client = new AmazonS3Client(
            new BasicAWSCredentials(AwsPeer.AccessKey, AwsPeer.SecretKey),
            new AmazonS3Config { ServiceURL = address, AuthenticationRegion = "us-east-1", ForcePathStyle = true, MaxErrorRetry = 0, Timeout = patience ?? TimeSpan.FromSeconds(30) });
        _circuits.Guard(client, "S3");
        return client;
    }

    private async Task FailSoonAsync(int times)
    {
        _s3.Faults.Break("ListObjectsV2", new PeerFault.Refusal(500, "InternalError"), times);
        await FailAsync<AmazonS3Exception>(times);
    }

    private async Task<TException> FailAsync<TException>(int times)
        where TException : Exception
    {
        TException? thrown = null;
        for (var call = 0; call < times; call++)
        {
            thrown = await Assert.ThrowsAnyAsync<TException>(() => ListAsync(_client));
        }

        return thrown!;
    }

    private static Task<ListObjectsV2Response> ListAsync(AmazonS3Client client, CancellationToken? cancellation = null) =>
        client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, cancellation ?? Cancellation);
}
