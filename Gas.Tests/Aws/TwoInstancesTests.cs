using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Jobs;
using Gas.Tests.Browser;
using Gas.Tests.Mail;
using Gas.Tests.Server;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Aws;

/// <summary>Two processes of the real server on the same tables, queues and buckets.</summary>
[Collection(SiteCollection.Name)]
public sealed class TwoInstancesTests(Site site) : IAsyncLifetime
{
    private const int Records = 1_000_000;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-two-");
    private readonly List<ServerProcess> _servers = [];
    private AwsCloud? _cloud;
    private DynamoInstance? _beside;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site.NeedsBrowser();
        _cloud = await AwsCloud.ReadyAsync(Cancellation);
        _beside = new DynamoInstance(DynamoTables.NewClient(_cloud.Settings["Aws:Endpoints:DynamoDb"]), new AwsNames(Options.Create(new AwsOptions { Prefix = _cloud.Prefix })), TimeProvider.System);
        string[] arguments = [.. _cloud.Arguments, "--Accounts:AttemptsPerMinute=1000", "--Pipeline:LeaseTime=00:00:05", "--Pipeline:SweepInterval=00:00:01"];
        for (var i = 0; i < 2; i++)
        {
            _servers.Add(await ServerProcess.StartAsync(_data.FullName, Cancellation, arguments));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _beside?.Dispose();
        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
        }

        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_page_of_one_follows_the_others_work_and_its_own_when_the_other_is_killed()
    {
        using var ann = new ScriptedUser(_servers[0].Address);
        await ann.SetUpAsync(_servers[0], Cancellation);
        foreach (var server in _servers)
        {
            using var anybody = new ScriptedUser(server.Address);
            Assert.Equal("ready", await anybody.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative), Cancellation));
        }

        var overviews = new[] { await OverviewAsync(_servers[0]), await OverviewAsync(_servers[1]) };
        await ann.UploadAsync(new MemoryStream(SampleVcf.Small), "small.vcf", Cancellation);
        foreach (var (_, page) in overviews)
        {
            await Expect(page.Row("small.vcf")).ToContainTextAsync("Completed", new() { Timeout = 60_000 });
            // One of the two hears the news before the counts.
            await Expect(Completed(page)).ToHaveTextAsync(new Regex(@"^\s*1\s"), new() { Timeout = 30_000 });
        }

        var large = Path.Combine(_data.FullName, "large.vcf");
        await SampleVcf.WriteLargeAsync(large, Records);
        await using var content = File.OpenRead(large);
        var job = new JobId(await ann.UploadAsync(content, "large.vcf", Cancellation));
        await Until.TrueAsync(async () => (await RowAsync(job)).Lease is not null, "somebody works at it");
        var worker = (await RowAsync(job)).Lease!.Worker;
        var busy = Assert.Single(_servers, server => worker.EndsWith($"/{server.Id}", StringComparison.Ordinal));
        var other = Assert.Single(_servers, server => server != busy);

        var (watcher, watched) = overviews[_servers.IndexOf(other)];
        await watcher.GoAsync($"/jobs/{job}");
        await watched.MarkAsync();
        await Expect(watched.State()).ToHaveTextAsync("Running");
        await Expect(watched.GetByRole(AriaRole.Region, new() { Name = "Progress", Exact = true })).ToContainTextAsync(new Regex(@"[\d,]+ records\s*\d+%"), new() { Timeout = 30_000 });
        Assert.Equal(worker, (await RowAsync(job)).Lease?.Worker);
        await busy.KillAsync(Cancellation);

        await Expect(watched.State()).ToHaveTextAsync("Completed", new() { Timeout = 240_000 });
        await Expect(watched.GetByText(Records.ToString("N0", CultureInfo.InvariantCulture)).First).ToBeVisibleAsync();
        Assert.Equal(Records, Count(await watched.DownloadAsync("Download annotated VCF")));
        await watched.IsStillMarkedAsync();
        watcher.SawNoTrouble();
        Assert.Equal(2, (await RowAsync(job)).History.Count(moment => moment.State == JobState.Annotating));
        Assert.All(_servers, server => Assert.DoesNotContain("Unhandled", server.Output, StringComparison.Ordinal));
        foreach (var (visitor, _) in overviews)
        {
            await visitor.DisposeAsync();
        }

        // The one that is stopped in good order takes its leave; the other's place is removed when it has been silent for long.
        Assert.InRange(await other.TerminateAsync(Cancellation), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal(0, other.ExitCode);
        Assert.Single((await _cloud!.Sqs.ListQueuesAsync($"{_cloud.Prefix}news-", Cancellation)).QueueUrls);
    }

    private static ILocator Completed(IPage page) =>
        page.GetByRole(AriaRole.List, new() { Name = "Your jobs by state" }).GetByRole(AriaRole.Link).Filter(new() { HasText = "Completed" });

    private static int Count(byte[] result)
    {
        using var gzip = new GZipStream(new MemoryStream(result), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var records = 0;
        while (reader.ReadLine() is { } line)
        {
            records += line.StartsWith('#') ? 0 : 1;
        }

        return records;
    }

    private async Task<(Visitor Visitor, IPage Page)> OverviewAsync(ServerProcess server)
    {
        var visitor = await site.VisitAsAdminAsync(server.Address);
        await visitor.GoAsync("/");
        return (visitor, visitor.Page);
    }

    private async Task<Job> RowAsync(JobId job) => await _beside!.Store.FindAsync(job, Cancellation) ?? throw new InvalidOperationException($"There is no job {job}.");
}
