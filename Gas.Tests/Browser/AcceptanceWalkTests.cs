using System.Text;
using System.Text.RegularExpressions;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Mail;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gas.Tests.Browser;

/// <summary>The least that must always work, from the first file to the last download, as somebody at a browser goes through it. Another provider inherits the walk.</summary>
[Collection(SiteCollection.Name)]
public class AcceptanceWalkTests(Site site)
{
    private static readonly string[] First = [SampleVcf.Alpha, "delta-b.1.617.2.vcf", "omicron-ba.1.vcf"];
    private static readonly string[] Later = ["later-1.vcf", "later-2.vcf"];

    /// <summary>Which provider keeps jobs, files and archives, and how long its retrievals take.</summary>
    protected virtual Dictionary<string, string> Provider => new() { ["Embedded:Vault:ExpeditedTime"] = "00:00:01", ["Embedded:Vault:StandardTime"] = "00:00:02" };

    [Fact]
    public async Task A_free_user_annotates_loses_the_window_upgrades_and_has_everything_back()
    {
        site.NeedsBrowser();
        await using var smtp = SmtpServer.Start();
        await using var storage = new StorageSite(Provider, smtp);
        await storage.Server.AddAsync(GasServer.Ann);
        await using var ann = await site.VisitAsync(storage.Server.Address);
        var page = ann.Page;

        await page.GotoAsync("/account/login");
        await ann.SignInAsync(GasServer.Ann, GasServer.Password);
        await Expect(page.Heading("Overview")).ToBeVisibleAsync();
        // A click is lost when the circuit draws the link anew between pressing and letting go.
        await Visitor.IsLiveAsync(page);
        await SubmitAsync(page, First);
        await Until.TrueAsync(() => smtp.Mails.Count == First.Length, "a mail for each job");
        Assert.Equal(First.Select(file => $"Completed: {file}").Order(), Subjects(smtp));
        Assert.All(smtp.Mails, mail => Assert.Equal([GasServer.Ann], mail.Recipients));

        await ListShowsAsync(page, First, "Hot");
        var first = await DownloadAllAsync(page, First);
        foreach (var job in first)
        {
            await IsRecordedAsync(storage, job);
        }

        storage.LetTheWindowGoBy();
        await ListShowsAsync(page, First, "Archived");
        foreach (var job in first)
        {
            await IsArchivedAsync(storage, job);
            await IsRefusedAsync(ann, job);
        }

        await SubmitAsync(page, Later);
        await ListShowsAsync(page, Later, "Hot");
        var later = await DownloadAllAsync(page, Later);
        await UpgradeAsync(page);
        foreach (var job in later)
        {
            await storage.JobAsync(job.Id, row => row.ArchiveAt is null, "the archiving is called off");
        }

        await ListShowsAsync(page, [.. First, .. Later], "Hot");
        // Had it not been called off, archiving would be due now.
        storage.LetTheWindowGoBy();
        foreach (var job in first.Concat(later))
        {
            await IsTheSameAsync(page, job);
        }

        foreach (var job in first)
        {
            await IsBackAsync(storage, job);
        }

        foreach (var job in later)
        {
            await IsRecordedAsync(storage, job);
            Assert.DoesNotContain((await storage.JobAsync(job.Id)).History, moment => moment.State == JobState.Archiving);
        }

        Assert.Empty(await storage.ArchivesAsync());
        await Until.TrueAsync(() => smtp.Mails.Count == (2 * First.Length) + Later.Length, "a mail for each result that is back");
        Assert.Equal(First.Concat(Later).Select(file => $"Completed: {file}").Concat(First.Select(file => $"Restored: {file}")).Order(), Subjects(smtp));
        ann.SawNoTrouble();
    }

    private static IEnumerable<string?> Subjects(SmtpServer smtp) => smtp.Mails.Select(mail => mail.Read().Subject).Order();

    private static byte[] ContentOf(string file) => Later.Contains(file) ? SampleVcf.Small : File.ReadAllBytes(SampleVcf.PathOf(file));

    private static Task GoToAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "Site" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();

    private static async Task SubmitAsync(IPage page, string[] files)
    {
        await GoToAsync(page, "Submit");
        foreach (var file in files)
        {
            await page.ChooseAsync(file, ContentOf(file));
            await Expect(page.Upload(file)).ToContainTextAsync("Accepted");
        }
    }

    private static async Task ListShowsAsync(IPage page, string[] files, string place)
    {
        await GoToAsync(page, "Jobs");
        foreach (var file in files)
        {
            await Expect(page.Row(file)).ToContainTextAsync(new Regex($"Completed.*{place}"), new() { Timeout = 60_000 });
        }
    }

    private static async Task<JobId> OpenAsync(IPage page, string file)
    {
        await GoToAsync(page, "Jobs");
        var link = page.Row(file).GetByRole(AriaRole.Link);
        var address = await link.GetAttributeAsync("href");
        await link.ClickAsync();
        await Expect(page.Heading(file)).ToBeVisibleAsync();
        return JobId.Parse(address!.Split('/')[^1]);
    }

    private static async Task<List<WalkedJob>> DownloadAllAsync(IPage page, string[] files)
    {
        var jobs = new List<WalkedJob>();
        foreach (var file in files)
        {
            var id = await OpenAsync(page, file);
            var facts = page.GetByRole(AriaRole.Region, new() { Name = "Facts" });
            await Expect(facts).ToContainTextAsync("NC_045512.2");
            await Expect(facts).ToContainTextAsync("Finished");
            var input = await page.DownloadAsync("Your file");
            Assert.Equal(ContentOf(file), input);
            var result = await page.DownloadAsync("Download annotated VCF");
            jobs.Add(new WalkedJob(id, file, input, WalkedJob.Sha256(result), await ReadLogAsync(page, file)));
        }

        return jobs;
    }

    /// <summary>The log on the page is the log that is downloaded.</summary>
    private static async Task<byte[]> ReadLogAsync(IPage page, string file)
    {
        await page.Heading("Log").ClickAsync();
        var log = await page.DownloadAsync("Log");
        var shown = page.GetByRole(AriaRole.Region, new() { Name = "The log" });
        await Expect(shown).ToContainTextAsync(file);
        Assert.Equal(Encoding.UTF8.GetString(log).Trim(), (await shown.TextContentAsync())!.Trim());
        return log;
    }

    private static async Task IsRecordedAsync(StorageSite storage, WalkedJob walked)
    {
        var job = await storage.JobAsync(walked.Id);
        Assert.Equal(await storage.Server.IdOfAsync(GasServer.Ann), job.Owner);
        Assert.Equal((walked.File, JobState.Completed, null), (job.FileName, job.State, job.ArchiveId));
        Assert.Equal(WalkedJob.Sha256(walked.Input), job.Input.Sha256);
        Assert.Equal(walked.ResultSha256, job.Result!.Vcf.Sha256);
        Assert.Equal(WalkedJob.Sha256(walked.Log), job.Log!.Sha256);
        foreach (var file in job.Files)
        {
            Assert.True(JobFiles.TryFindJob(file.Key, out var owner) && owner == job.Id, $"{file.Key} is not under its job's id.");
            Assert.True(await storage.HasAsync(file), $"{file.Key} is not in the file store.");
        }
    }

    /// <summary>The vault has the result under the id that the row knows; the hot copy is gone, and nothing else is.</summary>
    private static async Task IsArchivedAsync(StorageSite storage, WalkedJob walked)
    {
        var job = await storage.JobAsync(walked.Id, row => row is { State: JobState.Archived, HotUntil: null }, "the hot copy is gone");
        var archive = Assert.Single(await storage.ArchivesAsync(), one => one.Job == job.Id);
        Assert.Equal((job.ArchiveId, job.Result!.Vcf.Length), (archive.Id, archive.Length));
        Assert.False(await storage.HasAsync(job.Result.Vcf));
        Assert.True(await storage.HasAsync(job.Input) && await storage.HasAsync(job.Log!) && await storage.HasAsync(job.Result.Summary!));
    }

    private static async Task IsRefusedAsync(Visitor ann, WalkedJob walked)
    {
        var page = ann.Page;
        await OpenAsync(page, walked.File);
        await Expect(page.Link("Upgrade to premium")).ToHaveAttributeAsync("href", "/account/plan");
        await Expect(page.Link("Download annotated VCF")).ToHaveCountAsync(0);
        Assert.Equal(walked.Log, await ReadLogAsync(page, walked.File));

        // An old link to the file says the same.
        var link = $"/jobs/{walked.Id}/download/result";
        var refused = await page.GotoAsync(link);
        Assert.Equal(409, refused!.Status);
        await page.Link("See the plans").ClickAsync();
        await Expect(page.Heading("Plan")).ToBeVisibleAsync();
        // Whoever goes on while the circuit starts may be led back to where it started.
        await Visitor.IsLiveAsync(page);
        ann.Expected(link);
    }

    private static async Task UpgradeAsync(IPage page)
    {
        await page.Locator(".menu summary").ClickAsync();
        await page.Link("Plan").ClickAsync();
        await page.Button("Upgrade to premium").ClickAsync();
        await page.AnswerAsync("Upgrade to premium?", "Upgrade");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Premium", Exact = true })).ToContainTextAsync("Your plan");
    }

    private static async Task IsTheSameAsync(IPage page, WalkedJob walked)
    {
        await OpenAsync(page, walked.File);
        Assert.Equal(walked.ResultSha256, WalkedJob.Sha256(await page.DownloadAsync("Download annotated VCF")));
        Assert.Equal(walked.Log, await ReadLogAsync(page, walked.File));
    }

    /// <summary>The id is gone from the row and the cold copy from the vault; there was one retrieval.</summary>
    private static async Task IsBackAsync(StorageSite storage, WalkedJob walked)
    {
        await IsRecordedAsync(storage, walked);
        await Until.TrueAsync(async () => (await storage.ArchivesAsync()).All(archive => archive.Job != walked.Id), "the cold copy is deleted");
        Assert.Single((await storage.JobAsync(walked.Id)).History, moment => moment.State == JobState.Thawing);
    }
}
