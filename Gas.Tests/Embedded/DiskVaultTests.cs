using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;

namespace Gas.Tests.Embedded;

public sealed class DiskVaultTests : VaultContract, IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    protected override IVault Vault => _folder.Vault;

    public void Dispose() => _folder.Dispose();

    protected override Task ReopenAsync()
    {
        _folder.Close();
        return Task.CompletedTask;
    }

    protected override Task PassAsync(TimeSpan span)
    {
        _folder.Clock.Advance(span);
        return Task.CompletedTask;
    }

    protected override Task PassUntilReadyAsync(Retrieval retrieval) => PassAsync(retrieval.ExpectedAt - _folder.Clock.GetUtcNow());

    protected override Task ExpireAsync(Retrieval retrieval) => PassAsync(retrieval.ExpectedAt + _folder.VaultOptions.OutputTime - _folder.Clock.GetUtcNow());

    protected override Task RefuseExpeditedAsync()
    {
        _folder.VaultOptions.ExpeditedCapacity = 0;
        return Task.CompletedTask;
    }

    protected override TimeSpan TimeOf(RetrievalTier tier) => tier switch
    {
        RetrievalTier.Expedited => _folder.VaultOptions.ExpeditedTime,
        RetrievalTier.Standard => _folder.VaultOptions.StandardTime,
        RetrievalTier.Bulk => _folder.VaultOptions.BulkTime,
    };

    protected override async Task<IReadOnlyList<RetrievalNotice>> NoticesAsync()
    {
        using var leaving = new CancellationTokenSource();
        var waits = _folder.Clock.NextTimer;
        var receiving = Vault.ReceiveAsync(10, leaving.Token);
        if (await Task.WhenAny(receiving, waits) == waits)
        {
            await leaving.CancelAsync();
        }

        return await receiving.ContinueWith(done => done.IsCompletedSuccessfully ? done.GetAwaiter().GetResult() : [], TaskScheduler.Default);
    }
}
