using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;

namespace Gas.Tests.Aws;

/// <summary>Against an S3 that somebody else wrote.</summary>
public sealed class S3FileStoreTests : FileStoreContract, IAsyncLifetime
{
    private AwsFiles _aws = default!;

    protected override IFileStore Files => _aws.Files;

    public async ValueTask InitializeAsync() => _aws = await AwsFiles.StartOnFauxqsAsync(Cancellation);

    public ValueTask DisposeAsync() => _aws.DisposeAsync();
}
