using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;

namespace Gas.Tests.Aws;

/// <summary>Against an S3 that checks what S3 checks.</summary>
public sealed class StrictS3FileStoreTests : FileStoreContract, IAsyncLifetime
{
    private AwsFiles _aws = default!;

    protected override IFileStore Files => _aws.Files;

    public async ValueTask InitializeAsync() => _aws = await AwsFiles.StartAsync(TimeProvider.System, Cancellation);

    public ValueTask DisposeAsync() => _aws.DisposeAsync();
}
