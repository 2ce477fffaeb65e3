using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Variants;
using Gas.Tests.Annotation.Index;
using Gas.Tests.Annotation.Vcf;
using Gas.Tests.Embedded;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gas.Tests.Variants;

/// <summary>Where the index comes from, and how long a copy of it stays.</summary>
public sealed class VariantIndexesTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();
    private readonly FakeTimeProvider _time = new(SampleJobs.Start);
    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("gas-cache-");
    private readonly byte[] _result = VcfText.Bgzip(VcfText.Utf8(RandomVariants.File(new RandomVariants(5).Records(300, 1, sorted: true), 1)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FileInfo[] Copies => _cache.GetFiles("*", SearchOption.AllDirectories);

    public void Dispose()
    {
        _folder.Dispose();
        _cache.Delete(recursive: true);
    }

    [Fact]
    public async Task An_index_on_this_machine_is_read_where_it_lies()
    {
        using var indexes = Indexes(_folder.Files);
        var index = await indexes.OpenAsync(await JobAsync(hasIndex: true), null, Cancellation);
        Assert.Equal(300, index!.Records);
        Assert.Empty(Copies);
    }

    [Fact]
    public async Task An_index_elsewhere_is_fetched_once_for_all_and_again_when_it_has_gone()
    {
        var far = new FarFileStore(_folder.Files);
        using var indexes = Indexes(far);
        var job = await JobAsync(hasIndex: true);
        var both = await Task.WhenAll(indexes.OpenAsync(job, null, Cancellation), indexes.OpenAsync(job, null, Cancellation));
        Assert.Same(both[0], both[1]);
        Assert.Equal([job.Result!.Variants!.Key], far.Opened);
        Assert.Equal(job.Result.Variants.Length, Assert.Single(Copies).Length);

        _time.Advance(TimeSpan.FromHours(2));
        Assert.Empty(Copies);
        Assert.Equal(300, both[0]!.Find(new VariantFilter()).Count);
        Assert.NotNull(await indexes.OpenAsync(job, null, Cancellation));
        Assert.Equal(2, far.Opened.Count);
    }

    [Fact]
    public async Task Copies_take_no_more_room_than_they_may()
    {
        using var indexes = Indexes(new FarFileStore(_folder.Files), bytes: 1);
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(await indexes.OpenAsync(await JobAsync(hasIndex: true), null, Cancellation));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Single(Copies);
    }

    [Fact]
    public async Task A_result_without_an_index_gets_one_for_as_long_as_it_is_looked_at()
    {
        using var indexes = Indexes(_folder.Files);
        var job = await JobAsync(hasIndex: false);
        var index = await indexes.OpenAsync(job, new Progress<double>(), Cancellation);
        Assert.Equal(300, index!.Records);
        var records = await new VariantRecords(_folder.Files).ReadAsync(job, index, index.Find(new VariantFilter { Known = true }).Page, Cancellation);
        Assert.All(records, record => Assert.True(record.Id != "." || record.Consequences.Any(entry => entry[6].Length > 0)));
        Assert.Single(Copies);
    }

    [Fact]
    public async Task A_damaged_or_lost_index_is_made_again_from_the_result()
    {
        using var indexes = Indexes(_folder.Files);
        var damaged = await JobAsync(hasIndex: true, spoil: bytes => bytes[50] ^= 1);
        Assert.Equal(300, (await indexes.OpenAsync(damaged, null, Cancellation))!.Records);
        var lost = await JobAsync(hasIndex: true);
        await _folder.Files.DeleteAsync(lost.Result!.Variants!.Key, Cancellation);
        Assert.Equal(300, (await indexes.OpenAsync(lost, null, Cancellation))!.Records);
    }

    [Fact]
    public async Task An_archived_result_keeps_its_index_and_one_without_has_none()
    {
        using var indexes = Indexes(_folder.Files);
        var kept = await JobAsync(hasIndex: true);
        await _folder.Files.DeleteAsync(kept.Result!.Vcf.Key, Cancellation);
        Assert.NotNull(await indexes.OpenAsync(kept with { State = JobState.Archived }, null, Cancellation));
        Assert.Null(await indexes.OpenAsync(await JobAsync(hasIndex: false) with { State = JobState.Archived }, null, Cancellation));
        Assert.Null(await indexes.OpenAsync(SampleJobs.Queued(), null, Cancellation));
    }

    [Fact]
    public async Task Who_stops_waiting_stops_nobody_else()
    {
        using var indexes = Indexes(_folder.Files);
        var job = await JobAsync(hasIndex: false);
        using var impatient = new CancellationTokenSource();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => indexes.OpenAsync(job, null, impatient.Token));
        Assert.NotNull(await indexes.OpenAsync(job, null, Cancellation));
    }

    [Fact]
    public async Task A_result_that_cannot_be_read_says_so_and_leaves_no_copy()
    {
        using var indexes = Indexes(_folder.Files);
        var job = await JobAsync(hasIndex: false, result: VcfText.Bgzip(VcfText.Utf8("nothing\n")));
        await Assert.ThrowsAsync<Gas.Pipeline.Annotation.VcfException>(() => indexes.OpenAsync(job, null, Cancellation));
        Assert.Empty(Copies);
    }

    private VariantIndexes Indexes(IFileStore files, long bytes = long.MaxValue) =>
        new(files, _time, Options.Create(new VariantsOptions { CachePath = _cache.FullName, CacheBytes = bytes }), NullLogger<VariantIndexes>.Instance);

    private async Task<Job> JobAsync(bool hasIndex, Action<byte[]>? spoil = null, byte[]? result = null)
    {
        var (job, run) = (SampleJobs.In(JobState.Completed, SampleJobs.Lease()), Guid.NewGuid());
        job = job with { Id = JobId.New(SampleJobs.Start) };
        var vcf = await WriteAsync(JobFiles.Vcf(job.Id, run), result ?? _result);
        if (!hasIndex)
        {
            return job with { Result = new JobResult(vcf, null, null, 300, 0) };
        }

        var output = new MemoryStream();
        await VariantIndexBuilder.BuildAsync(new MemoryStream(_result), output, new Progress<long>(), Cancellation);
        var bytes = output.ToArray();
        spoil?.Invoke(bytes);
        return job with { Result = new JobResult(vcf, null, null, 300, 0, await WriteAsync(JobFiles.Variants(job.Id, run), bytes)) };
    }

    private async Task<StoredFile> WriteAsync(string key, byte[] content)
    {
        await using var draft = await _folder.Files.CreateAsync(key, Cancellation);
        await draft.Content.WriteAsync(content, Cancellation);
        return await draft.CommitAsync(Cancellation);
    }
}
