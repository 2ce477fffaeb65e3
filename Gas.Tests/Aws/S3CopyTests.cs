using System.Security.Cryptography;
using Amazon.S3;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Jobs;

namespace Gas.Tests.Aws;

/// <summary>Copies that are too long for one request, at lengths that a test can afford.</summary>
public sealed class S3CopyTests : IAsyncLifetime
{
    private const int Part = 5 << 20;
    private const string Archive = "archives/x";

    private AwsFiles _aws = default!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private S3Peer S3 => _aws.S3!;

    public async ValueTask InitializeAsync() => _aws = await AwsFiles.StartAsync(TimeProvider.System, Cancellation);

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Theory]
    [InlineData(20 << 20, 4)]
    [InlineData(Part + 1, 2)]
    public async Task What_is_too_long_for_one_request_is_copied_in_parts(int length, int parts)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        Assert.True(await CopyAsync(await WriteAsync(content)));
        Assert.Equal(("DEEP_ARCHIVE", parts), (S3.Find(_aws.Names.ResultsBucket, Archive)!.StorageClass, S3.Faults.Calls("UploadPartCopy")));
        Assert.Equal(content, S3.Find(_aws.Names.ResultsBucket, Archive)!.Content);
    }

    [Fact]
    public async Task A_copy_in_parts_that_fails_leaves_no_parts_behind()
    {
        var file = await WriteAsync(RandomNumberGenerator.GetBytes(12 << 20));
        S3.Faults.Break("UploadPartCopy", new PeerFault.Refusal(412, "PreconditionFailed"));
        await Assert.ThrowsAsync<AmazonS3Exception>(() => CopyAsync(file));
        Assert.Equal((0, null), (S3.UnfinishedUploads, S3.Find(_aws.Names.ResultsBucket, Archive)));
    }

    [Fact]
    public async Task A_source_of_another_length_is_not_copied()
    {
        var file = await WriteAsync(RandomNumberGenerator.GetBytes(12 << 20));
        Assert.False(await CopyAsync(file with { Length = file.Length + 1 }));
        Assert.Null(S3.Find(_aws.Names.ResultsBucket, Archive));
    }

    private Task<bool> CopyAsync(StoredFile file) =>
        new S3Copy(_aws.Get<IAmazonS3>(), _aws.Names.ResultsBucket, file.Key, _aws.Names.ResultsBucket, Archive, S3StorageClass.DeepArchive) { Largest = Part, PartBytes = Part }
            .RunAsync(file.Length, file.Sha256, Cancellation);

    private async Task<StoredFile> WriteAsync(byte[] content)
    {
        await using var draft = await _aws.Files.CreateAsync("results/x/annotated.vcf.gz", Cancellation);
        await draft.Content.WriteAsync(content, Cancellation);
        return await draft.CommitAsync(Cancellation);
    }
}
