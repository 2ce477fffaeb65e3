using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;
using Gas.Tests.Embedded;

namespace Gas.Tests.Aws;

public sealed class GlacierVaultTests : VaultContract, IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private AwsFiles _aws = default!;

    protected override IVault Vault => _aws.Vault;

    protected override int LeastLength => 1;

    protected override bool DeletingEndsRetrievals => false;

    public async ValueTask InitializeAsync() => _aws = await AwsFiles.StartAsync(_clock, Cancellation, new KeyValuePair<string, string?>("Aws:Vault:Kind", "Glacier"));

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    protected override Task ReopenAsync() => _aws.ReopenAsync();

    protected override async Task PassAsync(TimeSpan span)
    {
        _clock.Advance(span);
        foreach (var message in _aws.Glacier!.TakeMessages())
        {
            await _aws.TellAsync(message, Cancellation);
        }
    }

    protected override Task PassUntilReadyAsync(Retrieval retrieval) => PassAsync(retrieval.ExpectedAt - _clock.GetUtcNow());

    protected override Task ExpireAsync(Retrieval retrieval) => PassAsync(retrieval.ExpectedAt + TimeSpan.FromDays(1) - _clock.GetUtcNow());

    protected override Task RefuseExpeditedAsync()
    {
        _aws.Glacier!.HasExpeditedCapacity = false;
        return Task.CompletedTask;
    }

    protected override TimeSpan TimeOf(RetrievalTier tier) => _aws.Get<RetrievalTimes>().Of(tier);

    protected override Task<IReadOnlyList<RetrievalNotice>> NoticesAsync() => Vault.ReceiveAsync(10, Cancellation);

    /// <summary>The vault says nothing; the service knows, and the description names the job.</summary>
    protected override Task<List<ArchiveEntry>> ListAsync() => Task.FromResult(_aws.Glacier!.Archives
        .Select(archive => new ArchiveEntry(archive.Id, JobId.Parse(archive.Description.Split(' ')[1]), archive.Content.Length, archive.Made)).ToList());
}
