using System.Security.Cryptography;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Contracts;

/// <summary>Apart from <see cref="VaultContract"/>, because it has to run alone: it looks at the memory of the whole process.</summary>
public abstract class LargeArchiveContract
{
    private const long Length = 64L << 20;

    protected abstract IVault Vault { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Content_of_64_mebibytes_goes_through_in_little_memory(bool repeats)
    {
        var file = new StoredFile("results/x/annotated.vcf.gz", Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(new MadeUpContent(Length, repeats), Cancellation)));
        var before = GC.GetTotalAllocatedBytes();
        var archive = await Vault.ArchiveAsync(JobId.New(SampleJobs.Start), file, _ => Task.FromResult<Stream>(new MadeUpContent(Length, repeats)), Cancellation);
        var retrieval = (await Vault.StartRetrievalAsync(JobId.New(SampleJobs.Start), archive, RetrievalTier.Expedited, Cancellation))!;
        await PassUntilReadyAsync(retrieval);
        await using (var output = (await Vault.OpenAsync(archive, retrieval.Id, Cancellation))!)
        {
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(output, Cancellation)));
        }

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Length / 4);
    }

    /// <summary>Lets time pass until the retrieval's output is there.</summary>
    protected abstract Task PassUntilReadyAsync(Retrieval retrieval);
}
