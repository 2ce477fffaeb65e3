using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;

namespace Gas.Tests.Embedded;

public sealed class LocalFileStoreTests : FileStoreContract, IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    protected override IFileStore Files => _folder.Files;

    public void Dispose() => _folder.Dispose();
}
