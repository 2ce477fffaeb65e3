using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Transfer;
using Gas.Tests.Pipeline;
using Gas.Tests.Transfer;

namespace Gas.Tests.Aws;

/// <summary>Jobs on their way between a data folder and AWS.</summary>
public sealed class JobTransferTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-transfer-aws-");
    private AwsCloud? _cloud;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cloud = await AwsCloud.ReadyAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Jobs_go_to_aws_and_come_back_byte_for_byte()
    {
        await using var laptop = Depot.Embedded(PathOf("laptop"));
        await Stock.FillAsync(laptop);
        Assert.Equal(9, (await laptop.ExportAsync(PathOf("there"), ArchiveRule.Retrieve)).Jobs);
        await using (var fleet = NewFleet())
        {
            Assert.Equal((9, 0), (await fleet.ImportAsync(PathOf("there")) is { } taken ? taken.Jobs : -1, fleet.Said.Count));
            await fleet.IsSoundAsync();
            // Again, with nothing to do.
            var again = await fleet.ImportAsync(PathOf("there"));
            Assert.Equal((0, 9), (again!.Jobs, again.Known));
        }

        // The counts were written before the command ended.
        await using var other = NewFleet();
        Assert.Equal(5, (await other.Store.CountAsync(SampleJobs.Ann, Cancellation))[JobState.Completed].Jobs);
        Assert.Equal(9, (await other.ExportAsync(PathOf("back"))).Jobs);
        await using var desktop = Depot.Embedded(PathOf("desktop"));
        Assert.Equal(9, (await desktop.ImportAsync(PathOf("back")))?.Jobs);
        await desktop.IsSoundAsync();

        Assert.Equal(
            Files("there").Select(file => (file.Key, Convert.ToHexString(File.ReadAllBytes(file.Value)))),
            Files("back").Select(file => (file.Key, Convert.ToHexString(File.ReadAllBytes(file.Value)))));
        var first = (await other.AllAsync()).ToDictionary(job => job.Id);
        Assert.All(await desktop.AllAsync(), job => Assert.Equal((first[job.Id].Owner, first[job.Id].SubmittedAt, first[job.Id].Result, first[job.Id].Version), (job.Owner, job.SubmittedAt, job.Result, job.Version)));
    }

    [Fact]
    public async Task An_archive_of_aws_is_retrieved_or_stays_for_whoever_has_its_vault()
    {
        _cloud!.S3.RestoreTime = TimeSpan.FromMilliseconds(100);
        await using var fleet = NewFleet();
        var job = await Stock.AddAsync(fleet, JobState.Archived);
        var retrieved = await fleet.ExportAsync(PathOf("retrieved"), ArchiveRule.Retrieve);
        Assert.Equal((1, 0, 0), (retrieved.Jobs, retrieved.LeftOut, retrieved.Waiting));
        await using var laptop = Depot.Embedded(PathOf("laptop"));
        Assert.Equal(1, (await laptop.ImportAsync(PathOf("retrieved")))?.Jobs);
        Assert.Equal(JobState.Completed, (await laptop.FindAsync(job.Id)).State);
        await laptop.IsSoundAsync();

        // Other tables, the same buckets: so the same vault.
        Assert.Equal(1, (await fleet.ExportAsync(PathOf("left"), ArchiveRule.LeaveInVault)).Jobs);
        Assert.False(File.Exists(new ExportFolder(PathOf("left")).PathOf(job.Result!.Vcf.Key)));
        await using var renamed = NewFleet($"{_cloud.Prefix}two-");
        foreach (var resource in renamed.Get<IEnumerable<IResource>>())
        {
            await resource.CreateAsync(Cancellation);
        }

        Assert.Equal(1, (await renamed.ImportAsync(PathOf("left")))?.Jobs);
        var moved = await renamed.FindAsync(job.Id);
        Assert.Equal((JobState.Archived, job.ArchiveId), (moved.State, moved.ArchiveId));
        Assert.NotNull(await renamed.Vault.StartRetrievalAsync(job.Id, moved.ArchiveId!, RetrievalTier.Standard, Cancellation));
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private Depot NewFleet(string? prefix = null) =>
        new(new Dictionary<string, string?>(_cloud!.Settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))) { ["Aws:Prefix"] = prefix ?? _cloud.Prefix });

    private SortedDictionary<string, string> Files(string export)
    {
        var files = Path.Combine(PathOf(export), "files");
        return new(Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(files, file)), StringComparer.Ordinal);
    }
}
