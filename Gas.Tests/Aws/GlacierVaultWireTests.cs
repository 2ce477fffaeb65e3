using System.Security.Cryptography;
using Amazon.Runtime;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Glacier;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Embedded;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Aws;

/// <summary>The vault service on the wire: parts, ranges, faults and refusals.</summary>
public sealed class GlacierVaultWireTests : IAsyncLifetime
{
    private const int Length = (20 << 20) + 5;

    private static readonly JobId Job = JobId.New(SampleJobs.Start);
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(Length);

    private readonly TestClock _clock = new();
    private AwsFiles _aws = default!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GlacierPeer Glacier => _aws.Glacier!;

    private IVault Vault => _aws.Vault;

    public async ValueTask InitializeAsync() => _aws = await AwsFiles.StartAsync(_clock, Cancellation, new KeyValuePair<string, string?>("Aws:Vault:Kind", "Glacier"));

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task A_long_archive_goes_up_in_parts_and_down_in_ranges()
    {
        var (archive, retrieval) = await ReadyAsync();
        Assert.Equal((0, 3), (Glacier.Faults.Calls("UploadArchive"), Glacier.Faults.Calls("UploadMultipartPart")));
        Assert.Equal(Content, await ReadAsync(archive, retrieval));
        Assert.Equal(3, Glacier.Faults.Calls("GetJobOutput"));
        Assert.Equal($"gas {Job} {Length} {Convert.ToHexStringLower(SHA256.HashData(Content))}", Assert.Single(Glacier.Archives).Description);
    }

    [Theory]
    [InlineData("UploadMultipartPart", 400, "ThrottlingException")]
    [InlineData("UploadMultipartPart", 408, "RequestTimeoutException")]
    [InlineData("InitiateMultipartUpload", 500, "ServiceUnavailableException")]
    [InlineData("CompleteMultipartUpload", 400, "ThrottlingException")]
    [InlineData("InitiateJob", 400, "ThrottlingException")]
    [InlineData("ListJobs", 400, "ThrottlingException")]
    [InlineData("DescribeJob", 500, "ServiceUnavailableException")]
    [InlineData("GetJobOutput", 400, "ThrottlingException")]
    public async Task What_is_throttled_or_fails_for_a_moment_is_repeated(string operation, int status, string code)
    {
        Glacier.Faults.Break(operation, new PeerFault.Refusal(status, code));
        var (archive, retrieval) = await ReadyAsync();
        Assert.Equal(Content, await ReadAsync(archive, retrieval));
        Assert.Equal(1, Glacier.JobsBegun);
    }

    [Theory]
    [InlineData("UploadMultipartPart")]
    [InlineData("GetJobOutput")]
    [InlineData("DescribeJob")]
    public async Task A_connection_that_breaks_costs_a_repetition(string operation)
    {
        Glacier.Faults.Break(operation, new PeerFault.Dropped());
        Glacier.Faults.Break(operation, new PeerFault.AnswerLost());
        var (archive, retrieval) = await ReadyAsync();
        Assert.Equal(Content, await ReadAsync(archive, retrieval));
    }

    [Fact]
    public async Task Output_that_breaks_off_or_comes_garbled_is_asked_for_again_before_a_byte_of_it_is_given()
    {
        var (archive, retrieval) = await ReadyAsync();
        Glacier.Faults.Break("GetJobOutput", new PeerFault.CutOff(1_000_000));
        Glacier.Faults.Break("GetJobOutput", new PeerFault.Garbled());
        Assert.Equal(Content, await ReadAsync(archive, retrieval));
        Assert.Equal(5, Glacier.Faults.Calls("GetJobOutput"));
    }

    [Fact]
    public async Task An_upload_that_fails_is_aborted()
    {
        Glacier.Faults.Break("CompleteMultipartUpload", new PeerFault.Refusal(400, "InvalidParameterValueException"));
        await Assert.ThrowsAsync<AmazonGlacierException>(() => ArchiveAsync(Content));
        Assert.Equal((0, 0), (Glacier.UnfinishedUploads, Glacier.Archives.Count));
    }

    [Fact]
    public async Task Content_that_is_not_what_was_recorded_leaves_neither_archive_nor_parts()
    {
        var file = FileOf(Content);
        foreach (var wrong in new[] { file with { Length = Length - 1 }, file with { Length = Length + 1 }, file with { Sha256 = new string('0', 64) } })
        {
            await Assert.ThrowsAsync<ArchiveMismatchException>(() => Vault.ArchiveAsync(Job, wrong, _ => Task.FromResult<Stream>(new MemoryStream(Content)), Cancellation));
        }

        Assert.Equal((0, 0), (Glacier.UnfinishedUploads, Glacier.Archives.Count));
    }

    [Fact]
    public async Task A_retrieval_that_the_policy_forbids_waits_and_the_operator_is_told()
    {
        var archive = await ArchiveAsync([1]);
        Glacier.AllowsRetrievals = false;
        Assert.Null(await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Standard, Cancellation));
        Assert.Contains(_aws.Log.Lines, line => line.Contains("retrieval policy forbids the Standard retrieval", StringComparison.Ordinal));
        Glacier.AllowsRetrievals = true;
        Assert.NotNull(await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Standard, Cancellation));
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_is_billed_once()
    {
        var archive = await ArchiveAsync([1]);
        await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation);

        // The process died before the row knew of it; meanwhile many others run and end, more than a page of them.
        foreach (var _ in Enumerable.Range(0, 60))
        {
            await Vault.StartRetrievalAsync(Job, await ArchiveAsync([2]), RetrievalTier.Expedited, Cancellation);
        }

        await _aws.ReopenAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));
        var found = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Standard, Cancellation))!;
        Assert.Equal((RetrievalTier.Expedited, RetrievalState.Ready, 61), (found.Tier, await Vault.FindRetrievalAsync(archive, found.Id, Cancellation), Glacier.JobsBegun));
    }

    [Fact]
    public async Task A_job_that_failed_is_lost_and_told_to_nobody()
    {
        Glacier.FailsJobs = true;
        var archive = await ArchiveAsync([1]);
        var retrieval = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation))!;
        await PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(await Vault.ReceiveAsync(10, Cancellation));
        Assert.Equal(RetrievalState.Lost, await Vault.FindRetrievalAsync(archive, retrieval.Id, Cancellation));
        Assert.Null(await Vault.OpenAsync(archive, retrieval.Id, Cancellation));

        // It is no reason not to start another.
        Glacier.FailsJobs = false;
        Assert.NotEqual(retrieval.Id, (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Standard, Cancellation))!.Id);
    }

    [Fact]
    public async Task Output_that_expires_while_it_is_read_is_a_fault_and_never_a_short_file()
    {
        var (archive, retrieval) = await ReadyAsync();
        await using var stream = (await Vault.OpenAsync(archive, retrieval.Id, Cancellation))!;
        await stream.ReadExactlyAsync(new byte[1000], Cancellation);
        _clock.Advance(TimeSpan.FromDays(2));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => stream.CopyToAsync(Stream.Null, Cancellation));
    }

    [Fact]
    public async Task Notices_may_be_lost_and_doubled()
    {
        var archive = await ArchiveAsync([1]);
        var retrieval = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation))!;
        _clock.Advance(TimeSpan.FromMinutes(5));
        var notice = Assert.Single(Glacier.TakeMessages());
        Assert.Empty(await Vault.ReceiveAsync(10, Cancellation));
        Assert.Equal(RetrievalState.Ready, await Vault.FindRetrievalAsync(archive, retrieval.Id, Cancellation));
        await _aws.TellAsync(notice, Cancellation);
        await _aws.TellAsync(notice, Cancellation);
        Assert.Equal([(retrieval.Id, Job), (retrieval.Id, Job)], (await Vault.ReceiveAsync(10, Cancellation)).Select(one => (one.RetrievalId, one.Job)));
    }

    [Fact]
    public async Task Without_a_queue_of_notices_a_retrieval_starts_all_the_same()
    {
        await _aws.Sqs.DeleteQueueAsync(_aws.QueueUrl, Cancellation);
        await _aws.ReopenAsync();
        var archive = await ArchiveAsync([1]);
        Assert.NotNull(await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(Glacier.TakeMessages());
    }

    [Theory]
    [InlineData(403, "ExpiredTokenException")]
    [InlineData(403, "AccessDeniedException")]
    public async Task A_refusal_is_no_lost_retrieval(int status, string code)
    {
        var (archive, retrieval) = await ReadyAsync();
        Glacier.Faults.Break("DescribeJob", new PeerFault.Refusal(status, code), times: 4);
        var refusal = await Assert.ThrowsAsync<AmazonGlacierException>(() => Vault.FindRetrievalAsync(archive, retrieval.Id, Cancellation));
        Assert.Equal((code, status), (refusal.ErrorCode, (int)refusal.StatusCode));
    }

    [Fact]
    public async Task A_request_with_a_wrong_secret_is_refused()
    {
        using var client = new GlacierClient(new BasicAWSCredentials(AwsPeer.AccessKey, "wrong"), new GlacierConfig { ServiceURL = Glacier.Address, AuthenticationRegion = "us-east-1" });
        var refusal = await Assert.ThrowsAsync<AmazonGlacierException>(() => client.DescribeVaultAsync(_aws.Names.Vault, Cancellation));
        Assert.Equal("SignatureDoesNotMatch", refusal.ErrorCode);
    }

    [Fact]
    public async Task A_vault_is_made_once_and_its_absence_is_said()
    {
        var resource = Assert.Single(_aws.Resources.OfType<GlacierVaultResource>());
        await resource.CreateAsync(Cancellation);
        Assert.Empty(await resource.CheckAsync(Cancellation));
        Glacier.Faults.Break("DescribeVault", new PeerFault.Refusal(404, "ResourceNotFoundException"));
        Assert.Contains("does not exist. Create it with 'aws init'", Assert.Single(await resource.CheckAsync(Cancellation)), StringComparison.Ordinal);
    }

    private async Task<(string Archive, Retrieval Retrieval)> ReadyAsync()
    {
        var archive = await ArchiveAsync(Content);
        var retrieval = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation))!;
        await PassAsync(TimeSpan.FromMinutes(5));
        return (archive, retrieval);
    }

    private Task<string> ArchiveAsync(byte[] content) => Vault.ArchiveAsync(Job, FileOf(content), _ => Task.FromResult<Stream>(new MemoryStream(content)), Cancellation);

    private async Task PassAsync(TimeSpan span)
    {
        _clock.Advance(span);
        foreach (var message in Glacier.TakeMessages())
        {
            await _aws.TellAsync(message, Cancellation);
        }
    }

    private async Task<byte[]> ReadAsync(string archive, Retrieval retrieval)
    {
        await using var stream = (await Vault.OpenAsync(archive, retrieval.Id, Cancellation))!;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }

    private static StoredFile FileOf(byte[] content) => new("results/x/annotated.vcf.gz", content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
}
