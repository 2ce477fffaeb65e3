using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Contracts;
using Gas.Tests.Embedded;

namespace Gas.Tests.Aws;

public sealed class S3GlacierVaultTests : VaultContract, IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private AwsFiles _aws = default!;

    protected override IVault Vault => _aws.Vault;

    public async ValueTask InitializeAsync() => _aws = await AwsFiles.StartAsync(_clock, Cancellation);

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    protected override async Task<string> ArchiveAsync(JobId job, StoredFile file, Stream content, CancellationToken cancellation)
    {
        await using (var draft = await _aws.Files.CreateAsync(file.Key, cancellation))
        {
            await content.CopyToAsync(draft.Content, cancellation);
            await draft.CommitAsync(cancellation);
        }

        return await Vault.ArchiveAsync(job, file, _ => throw new InvalidOperationException("S3 copies by itself."), cancellation);
    }

    protected override Task ReopenAsync() => _aws.ReopenAsync();

    protected override async Task PassAsync(TimeSpan span)
    {
        _clock.Advance(span);
        foreach (var message in _aws.S3!.TakeEvents())
        {
            await _aws.TellAsync(message, Cancellation);
        }
    }

    protected override Task PassUntilReadyAsync(Retrieval retrieval) => PassAsync(retrieval.ExpectedAt - _clock.GetUtcNow());

    // S3 rounds up to the next midnight.
    protected override Task ExpireAsync(Retrieval retrieval) => PassAsync(retrieval.ExpectedAt + TimeSpan.FromDays(3) - _clock.GetUtcNow());

    protected override Task RefuseExpeditedAsync()
    {
        _aws.S3!.HasExpeditedCapacity = false;
        return Task.CompletedTask;
    }

    protected override TimeSpan TimeOf(RetrievalTier tier) => _aws.Get<RetrievalTimes>().Of(tier);

    protected override Task<IReadOnlyList<RetrievalNotice>> NoticesAsync() => Vault.ReceiveAsync(10, Cancellation);
}
