using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Gas.Pipeline.Jobs;
using Gas.Tests.Embedded;

namespace Gas.Tests.Aws;

/// <summary>Long files, broken connections and refusals, on the wire.</summary>
public sealed class S3FileStoreFaultTests : IAsyncLifetime
{
    private const int Length = (12 << 20) + 17;
    private const string Key = "results/x/annotated.vcf.gz";

    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(Length);

    private AwsFiles _aws = default!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private S3Peer S3 => _aws.S3!;

    public async ValueTask InitializeAsync() => _aws = await AwsFiles.StartAsync(TimeProvider.System, Cancellation, new KeyValuePair<string, string?>("Aws:DirectTransfers", "true"));

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task A_long_file_goes_up_in_parts_and_a_short_one_in_one_request()
    {
        Assert.Equal(new StoredFile(Key, Length, Convert.ToHexStringLower(SHA256.HashData(Content))), await WriteAsync(Content));
        Assert.Equal((3, 1, 0), (S3.Faults.Calls("UploadPart"), S3.Faults.Calls("CompleteMultipartUpload"), S3.Faults.Calls("PutObject")));
        Assert.Equal(Content, await ReadAsync());

        // A part to the byte is still one request.
        await WriteAsync(Content[..(5 << 20)]);
        Assert.Equal((3, 1), (S3.Faults.Calls("UploadPart"), S3.Faults.Calls("PutObject")));
        Assert.Equal(Content[..(5 << 20)], await ReadAsync());
    }

    [Fact]
    public async Task Inputs_and_results_lie_in_buckets_of_their_own()
    {
        await WriteAsync([1], "inputs/a/input");
        await WriteAsync([2], "results/a/log.txt");
        Assert.NotNull(S3.Find(_aws.Names.InputsBucket, "inputs/a/input"));
        Assert.NotNull(S3.Find(_aws.Names.ResultsBucket, "results/a/log.txt"));
        await Assert.ThrowsAsync<ArgumentException>(() => _aws.Files.CreateAsync("archives/a/b", Cancellation));
    }

    [Fact]
    public async Task A_reader_can_seek()
    {
        await WriteAsync(Content);
        await using var stream = (await _aws.Files.OpenAsync(Key, 7, Cancellation))!;
        Assert.Equal((true, Length, 7L), (stream.CanSeek, (int)stream.Length, stream.Position));
        var buffer = new byte[1000];
        foreach (var offset in new[] { 7, 11_000_000, 0, Length - 1000 })
        {
            stream.Position = offset;
            await stream.ReadExactlyAsync(buffer, Cancellation);
            Assert.Equal(Content[offset..(offset + 1000)], buffer);
        }

        Assert.Equal(0, await stream.ReadAsync(buffer, Cancellation));
    }

    [Theory]
    [InlineData("UploadPart", 503, "SlowDown")]
    [InlineData("UploadPart", 500, "InternalError")]
    [InlineData("UploadPart", 400, "RequestTimeout")]
    [InlineData("CreateMultipartUpload", 503, "SlowDown")]
    [InlineData("CompleteMultipartUpload", 500, "InternalError")]
    public async Task What_is_throttled_or_fails_for_a_moment_is_repeated(string operation, int status, string code)
    {
        S3.Faults.Break(operation, new PeerFault.Refusal(status, code));
        await WriteAsync(Content);
        Assert.Equal(Content, await ReadAsync());
    }

    [Theory]
    [InlineData("UploadPart")]
    [InlineData("CompleteMultipartUpload")]
    [InlineData("CreateMultipartUpload")]
    public async Task A_connection_that_breaks_in_the_middle_costs_a_repetition(string operation)
    {
        S3.Faults.Break(operation, new PeerFault.Dropped());
        await WriteAsync(Content);
        Assert.Equal(Content, await ReadAsync());
    }

    [Theory]
    [InlineData("UploadPart")]
    [InlineData("CompleteMultipartUpload")]
    [InlineData("PutObject")]
    public async Task An_answer_that_is_lost_does_no_harm(string operation)
    {
        S3.Faults.Break(operation, new PeerFault.AnswerLost());
        var content = operation == "PutObject" ? Content[..100] : Content;
        Assert.Equal(content.Length, (await WriteAsync(content)).Length);
        Assert.Equal(content, await ReadAsync());
        Assert.Equal(0, S3.UnfinishedUploads);
    }

    [Fact]
    public async Task A_draft_that_is_given_up_leaves_no_parts_behind()
    {
        await using (var draft = await _aws.Files.CreateAsync(Key, Cancellation))
        {
            await draft.Content.WriteAsync(Content, Cancellation);
            await S3.Faults.CalledAsync("UploadPart", Cancellation);
            Assert.Equal(1, S3.UnfinishedUploads);
        }

        Assert.Equal(0, S3.UnfinishedUploads);
        Assert.Null(S3.Find(_aws.Names.ResultsBucket, Key));
    }

    [Fact]
    public async Task A_part_that_cannot_be_sent_fails_the_commit_and_leaves_nothing()
    {
        S3.Faults.Break("UploadPart", new PeerFault.Refusal(400, "InvalidArgument"));
        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(Content));
        Assert.Equal(0, S3.UnfinishedUploads);
        Assert.Null(S3.Find(_aws.Names.ResultsBucket, Key));
    }

    [Fact]
    public async Task A_download_goes_on_where_its_connection_broke()
    {
        await WriteAsync(Content);
        S3.Faults.Break("GetObject", new PeerFault.CutOff(5_000_000));
        S3.Faults.Break("GetObject", new PeerFault.CutOff(0));
        Assert.Equal(Content, await ReadAsync());
        Assert.Equal(3, S3.Faults.Calls("GetObject"));
    }

    [Fact]
    public async Task A_connection_that_falls_silent_is_given_up_after_a_minute()
    {
        var clock = new TestClock();
        await using var aws = await AwsFiles.StartAsync(clock, Cancellation);
        await using (var draft = await aws.Files.CreateAsync(Key, Cancellation))
        {
            await draft.Content.WriteAsync(Content.AsMemory(..2000), Cancellation);
            await draft.CommitAsync(Cancellation);
        }

        aws.S3!.Faults.Break("GetObject", new PeerFault.Stalled(1000));
        await using var stream = (await aws.Files.OpenAsync(Key, 0, Cancellation))!;
        var content = new byte[2000];
        await stream.ReadExactlyAsync(content.AsMemory(0, 1000), Cancellation);
        var waiting = clock.NextTimer;
        var rest = stream.ReadExactlyAsync(content.AsMemory(1000), Cancellation).AsTask();
        await waiting;
        Assert.False(rest.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));
        await rest;
        Assert.Equal(Content[..2000], content);
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_its_connection_breaks_is_never_mixed_with_the_new_one()
    {
        await WriteAsync(Content);
        S3.Faults.Break("GetObject", new PeerFault.CutOff(5_000_000));
        await using var stream = (await _aws.Files.OpenAsync(Key, 0, Cancellation))!;
        await WriteAsync(RandomNumberGenerator.GetBytes(Length));
        var fault = await Assert.ThrowsAsync<IOException>(() => stream.CopyToAsync(Stream.Null, Cancellation));
        Assert.Equal("The file was replaced or deleted while it was read.", fault.Message);
    }

    [Theory]
    [InlineData("AccessDenied", 403, "S3 forbids this use of the bucket")]
    [InlineData("ExpiredToken", 400, "credentials have expired")]
    [InlineData("InvalidAccessKeyId", 403, "does not accept the service's credentials")]
    public async Task What_only_the_operator_can_mend_is_said_in_a_sentence(string code, int status, string sentence)
    {
        S3.Faults.Break("PutObject", new PeerFault.Refusal(status, code), times: 4);
        Assert.Contains(sentence, (await Assert.ThrowsAsync<IOException>(() => WriteAsync([1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_bucket_is_said_in_a_sentence()
    {
        S3.Faults.Break("GetObject", new PeerFault.Refusal(404, "NoSuchBucket"));
        var fault = await Assert.ThrowsAsync<IOException>(() => _aws.Files.OpenAsync(Key, 0, Cancellation));
        Assert.Contains("does not exist. Create it with 'aws init'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_address_gives_the_file_under_its_name_and_is_signed_for_a_short_time()
    {
        await WriteAsync(Content[..1000]);
        var address = (await _aws.Files.ShareAsync(Key, "Müller \"1\".vcf.gz", TimeSpan.FromMinutes(5), Cancellation))!;
        var lifetime = Regex.Match(address.Query, "X-Amz-Expires=([0-9]+)").Groups[1].Value;
        Assert.InRange(int.Parse(lifetime, CultureInfo.InvariantCulture), 290, 310);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(address, Cancellation);
        Assert.Equal(Content[..1000], await answer.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("attachment; filename=\"M_ller _1_.vcf.gz\"; filename*=utf-8''M%C3%BCller%20%221%22.vcf.gz", answer.Content.Headers.GetValues("Content-Disposition").Single());

        // Nobody gets another file, or more time, by changing the address.
        foreach (var changed in new[] { address.ToString().Replace("annotated", "other", StringComparison.Ordinal), address.ToString().Replace($"Expires={lifetime}", "Expires=900", StringComparison.Ordinal) })
        {
            using var refused = await http.GetAsync(changed, Cancellation);
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task What_is_not_there_or_not_to_be_shared_has_no_address()
    {
        Assert.Null(await _aws.Files.ShareAsync(Key, "a", TimeSpan.FromMinutes(5), Cancellation));
        await using var closed = await AwsFiles.StartOnFauxqsAsync(Cancellation);
        await using (var draft = await closed.Files.CreateAsync(Key, Cancellation))
        {
            await draft.CommitAsync(Cancellation);
        }

        Assert.Null(await closed.Files.ShareAsync(Key, "a", TimeSpan.FromMinutes(5), Cancellation));
    }

    private async Task<StoredFile> WriteAsync(byte[] content, string key = Key)
    {
        await using var draft = await _aws.Files.CreateAsync(key, Cancellation);
        await draft.Content.WriteAsync(content, Cancellation);
        return await draft.CommitAsync(Cancellation);
    }

    private async Task<byte[]> ReadAsync()
    {
        await using var stream = (await _aws.Files.OpenAsync(Key, 0, Cancellation))!;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }
}
