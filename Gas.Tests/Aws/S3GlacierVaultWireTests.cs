using System.Security.Cryptography;
using System.Text.Json;
using Amazon.S3;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Embedded;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Aws;

/// <summary>What S3 is asked for archives, what it is not asked, and what happens when it answers otherwise.</summary>
public sealed class S3GlacierVaultWireTests : IAsyncDisposable
{
    private static readonly JobId Job = JobId.New(SampleJobs.Start);
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(100_000);

    private readonly TestClock _clock = new();
    private AwsFiles _aws = default!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private S3Peer S3 => _aws.S3!;

    private IVault Vault => _aws.Vault;

    public async ValueTask DisposeAsync() => await _aws.DisposeAsync();

    [Fact]
    public async Task S3_copies_by_itself_and_no_byte_passes_through_the_process()
    {
        var archive = await ArchiveAsync();
        Assert.Equal((1, 0), (S3.Faults.Calls("CopyObject"), S3.Faults.Calls("GetObject")));
        var copy = S3.Find(_aws.Names.ResultsBucket, archive)!;
        Assert.Equal(("GLACIER", Content.Length), (copy.StorageClass, copy.Content.Length));
        Assert.StartsWith($"archives/{Job}/", archive, StringComparison.Ordinal);
        Assert.Empty(await _aws.Files.ListAsync("archives", Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_result_that_is_not_there_cannot_be_archived()
    {
        await StartAsync();
        await Assert.ThrowsAsync<FileNotFoundException>(() => Vault.ArchiveAsync(Job, new StoredFile("results/none", 1, ""), NeverAsync, Cancellation));
    }

    [Fact]
    public async Task Instant_retrieval_is_ready_at_once()
    {
        var archive = await ArchiveAsync("GlacierInstantRetrieval");
        Assert.Equal("GLACIER_IR", S3.Find(_aws.Names.ResultsBucket, archive)!.StorageClass);
        var retrieval = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation))!;
        Assert.Equal((RetrievalState.Ready, _clock.GetUtcNow(), 0), (await Vault.FindRetrievalAsync(archive, retrieval.Id, Cancellation), retrieval.ExpectedAt, S3.Faults.Calls("RestoreObject")));
        Assert.Equal(Content, await ReadAsync(archive, retrieval));
    }

    [Fact]
    public async Task Deep_archive_has_no_expedited_tier_and_takes_half_a_day()
    {
        var archive = await ArchiveAsync("DeepArchive");
        Assert.Null(await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation));
        Assert.Equal(0, S3.Faults.Calls("RestoreObject"));
        var retrieval = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Standard, Cancellation))!;
        Assert.Equal(TimeSpan.FromHours(12), retrieval.ExpectedAt - retrieval.StartedAt);
        await PassAsync(TimeSpan.FromHours(12));
        Assert.Equal(Content, await ReadAsync(archive, retrieval));
    }

    [Fact]
    public async Task A_start_that_broke_off_before_S3_heard_of_it_is_taken_up_again()
    {
        var archive = await ArchiveAsync();
        S3.Faults.Break("RestoreObject", new PeerFault.Dropped(), times: 40);
        await Assert.ThrowsAnyAsync<Exception>(() => Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Standard, Cancellation));
        while (S3.Faults.Take("RestoreObject") is not null)
        {
            // What the SDK's attempts have left.
        }

        var retrieval = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Standard, Cancellation))!;
        Assert.Equal(1, S3.RestoresBegun);
        await PassAsync(TimeSpan.FromHours(5));
        Assert.Equal(Content, await ReadAsync(archive, retrieval));
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_is_the_one_under_way()
    {
        var archive = await ArchiveAsync();
        S3.Faults.Break("RestoreObject", new PeerFault.AnswerLost());
        var retrieval = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Standard, Cancellation))!;
        Assert.Equal((1, RetrievalState.InProgress), (S3.RestoresBegun, await Vault.FindRetrievalAsync(archive, retrieval.Id, Cancellation)));
    }

    [Fact]
    public async Task Without_expedited_capacity_the_next_tier_is_free_to_start()
    {
        var archive = await ArchiveAsync();
        S3.HasExpeditedCapacity = false;
        Assert.Null(await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation));
        Assert.Null(await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation));
        var retrieval = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Bulk, Cancellation))!;
        Assert.Equal((RetrievalTier.Bulk, 1), (retrieval.Tier, S3.RestoresBegun));
    }

    [Fact]
    public async Task A_restore_that_somebody_asked_for_by_hand_is_taken_over()
    {
        var archive = await ArchiveAsync();
        await _aws.Get<IAmazonS3>().RestoreObjectAsync(new() { BucketName = _aws.Names.ResultsBucket, Key = archive, Days = 1, Tier = GlacierJobTier.Standard }, Cancellation);
        var retrieval = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation))!;
        await PassAsync(TimeSpan.FromHours(5));
        Assert.Equal((1, (retrieval.Id, Job)), (S3.RestoresBegun, OneOf(await Vault.ReceiveAsync(10, Cancellation))));
    }

    [Fact]
    public async Task A_notice_that_is_lost_is_found_by_asking()
    {
        var archive = await ArchiveAsync();
        var retrieval = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation))!;
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(S3.TakeEvents());
        Assert.Empty(await Vault.ReceiveAsync(10, Cancellation));
        Assert.Equal(RetrievalState.Ready, await Vault.FindRetrievalAsync(archive, retrieval.Id, Cancellation));
    }

    [Fact]
    public async Task Notices_that_are_doubled_enveloped_or_late_are_told_for_what_they_are()
    {
        var archive = await ArchiveAsync();
        var first = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation))!;
        _clock.Advance(TimeSpan.FromMinutes(5));
        var notice = Assert.Single(S3.TakeEvents());
        await _aws.TellAsync(notice, Cancellation);
        await _aws.TellAsync(JsonSerializer.Serialize(new { Type = "Notification", Message = notice }), Cancellation);
        var told = await Vault.ReceiveAsync(10, Cancellation);
        Assert.Equal([first.Id, first.Id], told.Select(one => one.RetrievalId));
        foreach (var one in told)
        {
            await Vault.SettleAsync(one, Cancellation);
        }

        // The same event again, when its copy has expired and another restore is under way.
        _clock.Advance(TimeSpan.FromDays(4));
        var second = (await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Standard, Cancellation))!;
        Assert.NotEqual(first.Id, second.Id);
        await _aws.TellAsync(notice, Cancellation);
        Assert.Empty(await Vault.ReceiveAsync(10, Cancellation));
        Assert.Equal(2, S3.RestoresBegun);
    }

    [Theory]
    [InlineData("not even JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}")]
    [InlineData("{\"Records\":[{\"eventName\":\"ObjectCreated:Put\"}]}")]
    [InlineData("{\"Records\":[{\"eventName\":\"ObjectRestore:Completed\"}]}")]
    [InlineData("{\"Message\":\"no\"}")]
    public async Task What_is_no_notice_is_dropped(string message)
    {
        await StartAsync();
        await _aws.TellAsync(message, Cancellation);
        Assert.Empty(await Vault.ReceiveAsync(10, Cancellation));
        var left = await _aws.Sqs.ReceiveMessageAsync(new Amazon.SQS.Model.ReceiveMessageRequest { QueueUrl = _aws.QueueUrl, WaitTimeSeconds = 0 }, Cancellation);
        Assert.Empty(left.Messages ?? []);
    }

    [Fact]
    public async Task A_message_of_several_notices_is_settled_with_the_last()
    {
        var archives = new[] { await ArchiveAsync(), await ArchiveAsync() };
        foreach (var archive in archives)
        {
            await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Expedited, Cancellation);
        }

        _clock.Advance(TimeSpan.FromMinutes(5));
        var records = S3.TakeEvents().Select(one => JsonDocument.Parse(one).RootElement.GetProperty("Records")[0].GetRawText());
        await _aws.TellAsync($"{{\"Records\":[{string.Join(',', records)}]}}", Cancellation);
        var notices = await Vault.ReceiveAsync(10, Cancellation);
        Assert.Equal(2, notices.Select(one => one.RetrievalId).Distinct().Count());
        await Vault.SettleAsync(notices[0], Cancellation);
        Assert.Equal(2, (await Vault.ReceiveAsync(10, Cancellation)).Count);
        await Vault.SettleAsync((await Vault.ReceiveAsync(10, Cancellation))[1], Cancellation);
        Assert.Empty(await Vault.ReceiveAsync(10, Cancellation));
    }

    [Fact]
    public async Task Deleting_leaves_neither_the_archive_nor_its_record()
    {
        var archive = await ArchiveAsync();
        await Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Standard, Cancellation);
        await Vault.DeleteAsync(archive, Cancellation);
        await _aws.Files.DeleteAsync("results/x/annotated.vcf.gz", Cancellation);
        Assert.Empty(S3.KeysOf(_aws.Names.ResultsBucket, ""));
    }

    [Fact]
    public async Task Expired_credentials_are_no_lost_archive()
    {
        var archive = await ArchiveAsync();
        S3.Faults.Break("HeadObject", new PeerFault.Refusal(403, "ExpiredToken"), times: 4);
        await Assert.ThrowsAnyAsync<Exception>(() => Vault.StartRetrievalAsync(Job, archive, RetrievalTier.Standard, Cancellation));
        Assert.Equal(0, S3.RestoresBegun);
    }

    private async Task StartAsync(string storageClass = "Glacier") =>
        _aws ??= await AwsFiles.StartAsync(_clock, Cancellation, new KeyValuePair<string, string?>("Aws:Vault:StorageClass", storageClass));

    private async Task<string> ArchiveAsync(string storageClass = "Glacier")
    {
        await StartAsync(storageClass);
        return await Vault.ArchiveAsync(Job, await WriteAsync(Content), NeverAsync, Cancellation);
    }

    private async Task<StoredFile> WriteAsync(byte[] content)
    {
        await using var draft = await _aws.Files.CreateAsync("results/x/annotated.vcf.gz", Cancellation);
        await draft.Content.WriteAsync(content, Cancellation);
        return await draft.CommitAsync(Cancellation);
    }

    private async Task PassAsync(TimeSpan span)
    {
        _clock.Advance(span);
        foreach (var message in S3.TakeEvents())
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

    private static (string Retrieval, JobId Job) OneOf(IReadOnlyList<RetrievalNotice> notices)
    {
        var notice = Assert.Single(notices);
        return (notice.RetrievalId, notice.Job);
    }

    private static Task<Stream> NeverAsync(CancellationToken cancellation) => throw new InvalidOperationException("S3 copies by itself.");
}
