using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;

namespace Gas.Tests.Embedded;

public sealed class SqliteJobStoreTests : JobStoreContract, IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    protected override IJobStore Store => _folder.Jobs;

    public void Dispose() => _folder.Dispose();
}
