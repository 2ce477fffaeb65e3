using System.Security.Cryptography;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Contracts;

/// <summary>What every <see cref="IVault"/> holds to. A provider's tests derive from this, give an empty vault, and say how its time passes and how its outages come about.</summary>
public abstract partial class VaultContract
{
    /// <summary>Whose archives those are that a test has made.</summary>
    private readonly Dictionary<string, JobId> _jobs = [];

    protected abstract IVault Vault { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(300_000, true)]
    [InlineData(3_000_000, false)]
    public async Task Content_comes_back_byte_for_byte(int length, bool repeats)
    {
        var content = Content(Math.Max(length, LeastLength), repeats);
        var archive = await ArchiveAsync(content);
        var retrieval = await StartAsync(archive);
        await PassUntilReadyAsync(retrieval);
        Assert.Equal(content, await ReadAsync(archive, retrieval));
        // The output can be read again as long as it is kept: whoever copied it back may have failed.
        Assert.Equal(content, await ReadAsync(archive, retrieval));
    }

    [Fact]
    public async Task Content_that_is_not_what_was_recorded_is_refused_and_not_kept()
    {
        var content = Content(1000);
        var file = FileOf(content);
        foreach (var wrong in new[] { file with { Length = 999 }, file with { Length = 1001 }, file with { Sha256 = new string('0', 64) } })
        {
            await Assert.ThrowsAsync<ArchiveMismatchException>(() => ArchiveAsync(JobId.New(SampleJobs.Start), wrong, new MemoryStream(content), Cancellation));
        }

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Each_archive_of_a_job_is_one_of_its_own()
    {
        var job = JobId.New(SampleJobs.Start);
        var (first, second) = (await ArchiveAsync([1], job), await ArchiveAsync([2], job));
        Assert.NotEqual(first, second);
        await Vault.DeleteAsync(first, Cancellation);
        var retrieval = await StartAsync(second);
        await PassUntilReadyAsync(retrieval);
        Assert.Equal([2], await ReadAsync(second, retrieval));
    }

    [Fact]
    public async Task All_archives_are_listed_with_their_jobs_and_lengths()
    {
        var jobs = Enumerable.Range(0, 7).Select(_ => JobId.New(SampleJobs.Start)).ToArray();
        var ids = new List<string>();
        foreach (var (job, length) in jobs.Select((job, i) => (job, i)))
        {
            ids.Add(await ArchiveAsync(Content(LeastLength + length), job));
        }

        var entries = await ListAsync();
        Assert.Equal(
            ids.Zip(jobs, Enumerable.Range(0, 7)).Select(known => (known.First, known.Second, (long)LeastLength + known.Third)).ToHashSet(),
            entries.Select(entry => (entry.Id, entry.Job, entry.Length)).ToHashSet());
        Assert.Equal(7, entries.Count);
        Assert.Equal(Vault.CanList, await Vault.ListAsync(Cancellation).AnyAsync(Cancellation));
        Assert.All(entries, entry => Assert.NotEqual(default, entry.ArchivedAt));
    }

    [Fact]
    public async Task Deleting_ends_retrievals_and_is_quiet_when_there_is_nothing()
    {
        var (archive, other) = (await ArchiveAsync([1]), await ArchiveAsync([2]));
        var retrieval = await StartAsync(archive);
        await PassUntilReadyAsync(retrieval);
        await Vault.DeleteAsync(archive, Cancellation);
        await Vault.DeleteAsync(archive, Cancellation);
        await Vault.DeleteAsync("no such archive", Cancellation);
        Assert.Equal(DeletingEndsRetrievals ? RetrievalState.Lost : RetrievalState.Ready, await Vault.FindRetrievalAsync(archive, retrieval.Id, Cancellation));
        if (DeletingEndsRetrievals)
        {
            Assert.Null(await Vault.OpenAsync(archive, retrieval.Id, Cancellation));
            Assert.Empty(await NoticesAsync());
        }

        Assert.Equal([other], (await ListAsync()).Select(entry => entry.Id));
    }

    [Fact]
    public async Task Unknown_ids_are_told_apart_and_open_nothing()
    {
        var unknown = await ArchiveAsync([1]);
        var archive = await ArchiveAsync([2]);
        var retrieval = await StartAsync(archive);
        await PassUntilReadyAsync(retrieval);
        await Vault.DeleteAsync(unknown, Cancellation);
        foreach (var id in new[] { unknown, "", "../secret", new string('f', 32) })
        {
            await Assert.ThrowsAsync<ArchiveMissingException>(() => Vault.StartRetrievalAsync(JobId.New(SampleJobs.Start), id, RetrievalTier.Standard, Cancellation));
            Assert.Equal(RetrievalState.Lost, await Vault.FindRetrievalAsync(id, retrieval.Id, Cancellation));
            Assert.Equal(RetrievalState.Lost, await Vault.FindRetrievalAsync(archive, id, Cancellation));
            Assert.Null(await Vault.OpenAsync(id, retrieval.Id, Cancellation));
            Assert.Null(await Vault.OpenAsync(archive, id, Cancellation));
        }
    }

    [Fact]
    public async Task Archiving_that_is_cancelled_leaves_nothing()
    {
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var content = Content(4_000_000, repeats: false);
        await using var stream = new InterruptedStream(content, 2_000_000, cancelling.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ArchiveAsync(JobId.New(SampleJobs.Start), FileOf(content), stream, cancelling.Token));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Content_that_cannot_be_read_to_its_end_leaves_nothing()
    {
        var content = Content(4_000_000, repeats: false);
        await using var stream = new InterruptedStream(content, 2_000_000, () => throw new IOException("gone"));
        await Assert.ThrowsAsync<IOException>(() => ArchiveAsync(JobId.New(SampleJobs.Start), FileOf(content), stream, Cancellation));
        Assert.Empty(await ListAsync());
    }

    /// <summary>Closes the vault and opens it again, as a restart does.</summary>
    protected abstract Task ReopenAsync();

    /// <summary>Lets time pass until the retrieval's output is there.</summary>
    protected abstract Task PassUntilReadyAsync(Retrieval retrieval);

    protected abstract Task PassAsync(TimeSpan span);

    /// <summary>Lets time pass until the retrieval's output is kept no longer.</summary>
    protected abstract Task ExpireAsync(Retrieval retrieval);

    /// <summary>Takes the capacity for expedited retrievals away.</summary>
    protected abstract Task RefuseExpeditedAsync();

    /// <summary>How long a retrieval takes.</summary>
    protected abstract TimeSpan TimeOf(RetrievalTier tier);

    /// <summary>The notices that a receiver gets who waits no longer than one poll.</summary>
    protected abstract Task<IReadOnlyList<RetrievalNotice>> NoticesAsync();

    /// <summary>The shortest content that the vault takes.</summary>
    protected virtual int LeastLength => 0;

    /// <summary>Whether the output of a retrieval goes with its archive, or stays until it expires.</summary>
    protected virtual bool DeletingEndsRetrievals => true;

    /// <summary>Archives the content. A vault that copies within the file store has it put there first.</summary>
    protected virtual Task<string> ArchiveAsync(JobId job, StoredFile file, Stream content, CancellationToken cancellation) =>
        Vault.ArchiveAsync(job, file, _ => Task.FromResult(content), cancellation);

    protected async Task<string> ArchiveAsync(byte[] content, JobId? job = null)
    {
        var owner = job ?? JobId.New(SampleJobs.Start);
        var archive = await ArchiveAsync(owner, FileOf(content), new MemoryStream(content), Cancellation);
        _jobs[archive] = owner;
        return archive;
    }

    protected async Task<Retrieval> StartAsync(string archive, RetrievalTier tier = RetrievalTier.Standard) =>
        (await TryStartAsync(archive, tier))!;

    protected Task<Retrieval?> TryStartAsync(string archive, RetrievalTier tier) =>
        Vault.StartRetrievalAsync(_jobs[archive], archive, tier, Cancellation);

    protected async Task<byte[]> ReadAsync(string archive, Retrieval retrieval)
    {
        await using var stream = (await Vault.OpenAsync(archive, retrieval.Id, Cancellation))!;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }

    /// <summary>What there is; of a vault that cannot be listed, the service itself is asked.</summary>
    protected virtual async Task<List<ArchiveEntry>> ListAsync() => await Vault.ListAsync(Cancellation).ToListAsync(Cancellation);

    /// <param name="repeats">Whether it can be packed, as text can and what is compressed cannot.</param>
    protected static byte[] Content(int length, bool repeats = true) =>
        repeats ? [.. Enumerable.Range(0, length).Select(n => (byte)(n % 97))] : RandomNumberGenerator.GetBytes(length);

    protected static StoredFile FileOf(byte[] content) => new("results/x/annotated.vcf.gz", content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
}
