using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Gas.Tests.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>What the service is for, from its first start to the annotated file on the user's disk.</summary>
[Collection(SiteCollection.Name)]
public sealed class MainJobTests(Site site) : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-walk-");

    [Fact]
    public async Task From_the_first_start_to_the_annotated_file()
    {
        site.NeedsBrowser();
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await ServerProcess.StartAsync(_data.FullName, cancellation);
        await using var admin = await site.VisitAsync(server.Address);
        var page = admin.Page;

        await page.GotoAsync(await server.SetupLinkAsync(cancellation));
        await admin.FillInAccountAsync(admin.Email, ScriptedUser.Password);
        await Expect(page.Heading("Overview")).ToBeFocusedAsync();
        await Expect(page.GetByText("No jobs yet")).ToBeVisibleAsync();
        await Visitor.IsLiveAsync(page);

        await page.Link("Submit").ClickAsync();
        await Expect(page.Heading("Annotate files")).ToBeFocusedAsync();
        await UploadAsync(page);
        await page.MarkAsync();
        await page.Link("Open the job").ClickAsync();
        await Expect(page.Heading(SampleVcf.Alpha)).ToBeFocusedAsync();
        await Expect(page.State()).ToHaveTextAsync("Completed");
        await ReadTheJobAsync(page);

        AssertAnnotated(await page.DownloadAsync("Download annotated VCF"));
        Assert.Equal(await File.ReadAllBytesAsync(SampleVcf.PathOf(SampleVcf.Alpha), cancellation), await page.DownloadAsync("Your file"));
        Assert.Contains("28", Encoding.UTF8.GetString(await page.DownloadAsync("Log")), StringComparison.Ordinal);
        Assert.Contains("\"records\":28", Regex.Replace(Encoding.UTF8.GetString(await page.DownloadAsync("Summary (JSON)")), @"\s", ""), StringComparison.OrdinalIgnoreCase);
        await page.IsStillMarkedAsync();
        admin.SawNoTrouble();

        await page.GotoAsync(await server.SetupLinkAsync(cancellation));
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("link");
        await Expect(page.Button("Create the account")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_job_page_follows_its_job_from_waiting_to_completed_without_a_reload()
    {
        await using var user = await site.VisitAsUserAsync();
        using var script = user.ByScript();
        var large = Path.Combine(_data.FullName, "large.vcf");
        await SampleVcf.WriteLargeAsync(large, 900_000);
        await using var content = File.OpenRead(large);
        var job = await script.UploadAsync(content, "large.vcf", TestContext.Current.CancellationToken);

        var page = user.Page;
        await user.GoAsync($"/jobs/{job}");
        await page.MarkAsync();
        await Expect(page.State()).ToHaveTextAsync("Completed", new() { Timeout = 60_000 });
        await Expect(page.GetByText("900,000").First).ToBeVisibleAsync();
        await Expect(page.Link("Download annotated VCF")).ToBeVisibleAsync();
        await Expect(page.Locator("main").GetByRole(AriaRole.Status)).ToHaveTextAsync("large.vcf: Completed");
        await page.IsStillMarkedAsync();
        user.SawNoTrouble();
    }

    public void Dispose() => _data.Delete(recursive: true);

    /// <summary>The request is held back until its progress has been seen.</summary>
    private static async Task UploadAsync(IPage page)
    {
        var seen = new TaskCompletionSource();
        await page.RouteAsync("**/api/jobs?*", async route =>
        {
            await seen.Task;
            await route.ContinueAsync();
        });
        await page.ChooseAsync(SampleVcf.PathOf(SampleVcf.Alpha));
        var upload = page.Upload(SampleVcf.Alpha);
        await Expect(upload.GetByRole(AriaRole.Progressbar, new() { Name = $"Upload of {SampleVcf.Alpha}" })).ToBeVisibleAsync();
        await Expect(upload).ToContainTextAsync(new Regex("%|Sent"));
        seen.SetResult();
        await Expect(upload).ToContainTextAsync("Accepted");
        await Expect(upload.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
    }

    private static async Task ReadTheJobAsync(IPage page)
    {
        var timeline = page.GetByRole(AriaRole.Region, new() { Name = "Timeline" }).GetByRole(AriaRole.Listitem);
        await Expect(timeline).ToHaveTextAsync([new Regex("Waiting"), new Regex("Running"), new Regex("Completed"), new Regex("Goes to the archive")]);
        var facts = page.GetByRole(AriaRole.Region, new() { Name = "Facts" });
        await Expect(facts).ToContainTextAsync("NC_045512.2");
        await Expect(facts).ToContainTextAsync("Finished");
        var summary = page.GetByRole(AriaRole.Region, new() { Name = "Summary" });
        await Expect(summary.GetByText("28", new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(summary).ToContainTextAsync("missense variant");
    }

    private static void AssertAnnotated(byte[] result)
    {
        // A gzip member with an extra field that BGZF names "BC", and its empty block at the end.
        Assert.Equal([0x1f, 0x8b, 8, 4], result[..4]);
        Assert.Equal("BC"u8.ToArray(), result[12..14]);
        Assert.Equal(Convert.FromHexString("1f8b08040000000000ff0600424302001b0003000000000000000000"), result[^28..]);

        using var gzip = new GZipStream(new MemoryStream(result), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var records = lines.Where(line => !line.StartsWith('#')).ToList();
        var sent = File.ReadLines(SampleVcf.PathOf(SampleVcf.Alpha)).Where(line => !line.StartsWith('#')).ToList();
        Assert.Equal(sent.Select(FirstFive), records.Select(FirstFive));
        Assert.All(records, record => Assert.Contains("CSQ=", record, StringComparison.Ordinal));
        Assert.Contains("p.Asp614Gly", records.Single(record => record.Contains("\t23403\t", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static string FirstFive(string record) => string.Join('\t', record.Split('\t')[..5]);
}
