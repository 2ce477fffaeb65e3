using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;

namespace Gas.Tests.Embedded;

[Collection(AloneCollection.Name)]
public sealed class LargeDiskArchiveTests : LargeArchiveContract, IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    protected override IVault Vault => _folder.Vault;

    public void Dispose() => _folder.Dispose();

    protected override Task PassUntilReadyAsync(Retrieval retrieval)
    {
        _folder.Clock.Advance(retrieval.ExpectedAt - _folder.Clock.GetUtcNow());
        return Task.CompletedTask;
    }
}
