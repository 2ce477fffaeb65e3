using System.Security.Claims;
using Bunit;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Components;
using Gas.Blazor.Components.Jobs;
using Gas.Blazor.Pages;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Tests.Pipeline;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using MudBlazor;

namespace Gas.Tests.Blazor;

/// <summary>Whole pages over the embedded provider, whose workers are not started: what happens to a job is what the test records.</summary>
public sealed class PageTests : PageContext
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-pages-");
    private bool _notFound;

    public PageTests()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Embedded:DataPath"] = _folder.FullName }).Build();
        Services.AddSingleton<IConfiguration>(settings);
        Services.AddGasPipeline(settings);
        Services.RemoveAll<IHostedService>();
        Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        Services.Replace(ServiceDescriptor.Singleton(Feed));
        Services.AddHttpContextAccessor();
        Services.AddSingleton<AuditTrail>();
        Services.AddSingleton<JobAccess>();
        Services.AddScoped<PageLength>();
        AddAuthorization().SetAuthorized("ann").SetClaims(Name);
        BeInteractive();
    }

    private static Claim Name => new(ClaimTypes.NameIdentifier, SampleJobs.Ann.Value);

    private static ClaimsPrincipal User => new(new ClaimsIdentity([Name], "test"));

    private JobLedger Ledger => Services.GetRequiredService<JobLedger>();

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public void Without_jobs_the_list_leads_to_the_submit_page()
    {
        var page = Open("jobs");

        Assert.Contains("No jobs yet", page.Markup, StringComparison.Ordinal);
        Assert.NotNull(page.Find(".empty a[href=submit]"));
    }

    [Fact]
    public async Task Where_none_matches_the_filter_can_be_cleared()
    {
        await SubmitAsync();

        var page = Open("jobs?state=failed");

        Assert.Contains("No job matches", page.Markup, StringComparison.Ordinal);
        Assert.NotNull(page.Find(".empty a[href=jobs]"));
        Assert.Equal("Failed", page.Find("[aria-current]").TextContent);
    }

    [Fact]
    public async Task A_job_that_is_submitted_elsewhere_appears()
    {
        var page = Open("jobs");

        var job = await SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal($"jobs/{job.Id}", page.Find("td.file a").GetAttribute("href")));
        Assert.Equal("sample.vcf: Waiting", page.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task A_change_of_one_job_does_not_draw_the_page_again()
    {
        var job = await SubmitAsync();
        var page = Open("jobs");
        var table = page.FindComponent<JobTable>();
        var (pageDrawn, tableDrawn) = (page.RenderCount, table.RenderCount);

        await Ledger.RecordAsync(job, new JobEvent.Cancelled(), CancellationToken.None);

        page.WaitForAssertion(() => Assert.Equal("Cancelled", page.Find("td[data-state]").GetAttribute("data-state")));
        // A count takes in what lies within: the row in the table, and on the page the words for screen readers as well.
        page.WaitForAssertion(() => Assert.Equal((pageDrawn + 2, tableDrawn + 1), (page.RenderCount, table.RenderCount)));
    }

    [Fact]
    public async Task Another_persons_jobs_are_not_listed_and_do_not_appear()
    {
        await SubmitAsync("bob");
        var page = Open("jobs");
        await SubmitAsync("bob");

        var mine = await SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal($"jobs/{mine.Id}", Assert.Single(page.FindAll("td.file a")).GetAttribute("href")));
    }

    [Fact]
    public async Task Older_jobs_are_behind_a_link_that_keeps_the_filter()
    {
        for (var count = 0; count < 26; count++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await SubmitAsync();
        }

        var page = Open("jobs?state=waiting");
        var older = page.Find(".pages a").GetAttribute("href")!;
        Assert.Equal(25, page.FindAll("td.file").Count);
        Assert.StartsWith("jobs?state=waiting&after=", older, StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo(older);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("td.file")));
        Assert.Contains("Newest", page.Find(".pages").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_counts_nothing_before_there_is_a_job()
    {
        var page = Render<HomeOverview>(parameters => parameters.Add(overview => overview.User, User));
        page.WaitForAssertion(() => Assert.Contains("No jobs yet", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".counts"));

        await SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("1", page.Find(".counts .how-many").TextContent));
    }

    [Fact]
    public async Task A_page_can_be_longer_and_the_browser_keeps_it()
    {
        for (var count = 0; count < 26; count++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await SubmitAsync();
        }

        var page = Open("jobs");
        Assert.Equal(25, page.FindAll("td.file").Count);

        await page.Find(".pages select").ChangeAsync(new() { Value = "50" });

        page.WaitForAssertion(() => Assert.Equal(26, page.FindAll("td.file").Count));
        Assert.Empty(page.FindAll(".pages a"));
        Assert.Equal("50", page.Find(".pages option[selected]").TextContent);
        Assert.Equal(PageLength.Cookie, page.Find(".pages select").GetAttribute("data-cookie"));
    }

    [Fact]
    public async Task A_tag_leads_to_the_jobs_that_have_it_and_can_be_left_out_again()
    {
        await SubmitAsync();
        var job = await SubmitAsync();
        await Ledger.RecordAsync(job, new JobEvent.Labelled(new JobLabels(null, ["trio 7"])), CancellationToken.None);

        var page = Open("jobs");
        var link = page.Find("td.file a.tag").GetAttribute("href")!;
        Assert.Equal("jobs?tag=trio%207", link);

        Services.GetRequiredService<NavigationManager>().NavigateTo(link);
        page.WaitForAssertion(() => Assert.Equal($"jobs/{job.Id}", Assert.Single(page.FindAll("td.file > a")).GetAttribute("href")));
        Assert.Equal("jobs", page.Find(".tagged a").GetAttribute("href"));
        Assert.Equal("jobs?state=failed&tag=trio%207", page.Find(".group:contains('Failed')").GetAttribute("href"));
    }

    [Fact]
    public async Task What_is_ticked_stays_ticked_when_the_page_is_read_again()
    {
        for (var count = 0; count < 26; count++)
        {
            await SubmitAsync();
        }

        var page = Open("jobs");
        await page.Find("tbody input[type=checkbox]").ChangeAsync(new() { Value = true });
        var ticked = Assert.Single(page.Instance.Ticked!);

        await page.Find(".pages select").ChangeAsync(new() { Value = "50" });

        page.WaitForAssertion(() => Assert.Equal(26, page.FindAll("td.file").Count));
        Assert.Equal([ticked], page.Instance.Ticked!);
        Assert.Contains("1 chosen", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_job_tells_its_place_and_moves_up()
    {
        var first = await SubmitAsync();
        var second = await SubmitAsync();
        var page = Show(second.Id.ToString());
        page.WaitForAssertion(() => Assert.Contains("1 job is ahead of yours", page.Markup, StringComparison.Ordinal));

        var queue = Services.GetRequiredService<IJobQueue>();
        var delivery = Assert.Single(await queue.ReceiveAsync(Stage.Annotate, 1, TimeSpan.FromMinutes(1), CancellationToken.None));
        await queue.CompleteAsync(delivery, CancellationToken.None);
        await Ledger.RecordAsync(first, new JobEvent.Cancelled(), CancellationToken.None);

        AdvanceUntil(() => page.Markup.Contains("Next in the queue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_waiting_job_tells_when_it_will_start_once_there_is_something_to_judge_by()
    {
        await SubmitAsync();
        var second = await SubmitAsync();
        var page = Show(second.Id.ToString());
        page.WaitForAssertion(() => Assert.Equal("1 job is ahead of yours.", page.Find(".place").TextContent));

        Services.GetRequiredService<WorkBoard>().Join(Stage.Annotate, 1).Begin(JobId.New(Time.GetUtcNow()));
        for (var count = 0; count < 3; count++)
        {
            var run = SampleJobs.In(JobState.Completed, SampleJobs.Lease()) with { StartedAt = SampleJobs.Start, FinishedAt = SampleJobs.Start.AddMinutes(2) };
            Feed.Publish(new JobChange(run) { Before = JobState.Annotating });
        }

        AdvanceUntil(() => page.Find(".place").TextContent == "1 job is ahead of yours; yours starts in about 4 min.");
    }

    [Fact]
    public async Task A_jobs_page_follows_it_to_its_end()
    {
        var job = await SubmitAsync();
        var page = Show(job.Id.ToString());
        var lease = SampleJobs.Lease(Time.GetUtcNow().AddMinutes(1));

        job = (await Ledger.RecordAsync(job, new JobEvent.Started(lease), CancellationToken.None))!;
        Feed.Publish(new JobChange(job) { Progress = new(500, 50, 100), LogTail = ["reading"] });
        AdvanceUntil(() => page.Markup.Contains("500 records", StringComparison.Ordinal));
        Assert.Contains("reading", page.Find("pre").TextContent, StringComparison.Ordinal);

        await Ledger.RecordAsync(job, new JobEvent.WorkFailed(lease.Token, new JobFailure(Fault.User, "POS is not a number.", 7, "POS")), CancellationToken.None);
        AdvanceUntil(() => page.FindAll(".failure").Count > 0);
        Assert.Equal("sample.vcf: Failed", page.Find("[role=status]").TextContent);
        Assert.Contains("Try again", page.Find(".actions").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_is_deleted_meanwhile_says_so()
    {
        var job = await SubmitAsync();
        var page = Show(job.Id.ToString());

        Feed.Publish(new JobChange(job) { Removed = true });

        page.WaitForAssertion(() => Assert.Contains("has been deleted", page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("7b1d9d0e-0000-4000-8000-000000000000")]
    public void An_unknown_job_is_not_found(string id) => Assert.True(IsNotFound(id));

    [Fact]
    public async Task Another_persons_job_is_not_found_and_shows_nothing_later()
    {
        var job = await SubmitAsync("bob");

        Assert.True(IsNotFound(job.Id.ToString()));
    }

    [Fact]
    public async Task Deleting_asks_first_and_says_what_goes()
    {
        var job = await SubmitAsync();
        var dialogs = Render<MudDialogProvider>();
        var page = Show(job.Id.ToString());

        var answered = page.Find("button:contains('Delete')").ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains("the annotated result, its index, the summary and the log", dialogs.Markup, StringComparison.Ordinal));
        Assert.Equal(JobState.Queued, (await Services.GetRequiredService<IJobStore>().FindAsync(job.Id, CancellationToken.None))!.State);

        await dialogs.FindAll("button")[^1].ClickAsync(new());
        await answered;

        page.WaitForAssertion(() => Assert.Equal("Deleting", page.Find("[data-state]").GetAttribute("data-state")));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        _folder.Delete(recursive: true);
    }

    private async Task<Job> SubmitAsync(string owner = "ann") => await Ledger.SubmitAsync(
        SampleJobs.Queued(at: Time.GetUtcNow()) with { Owner = new UserId(owner) }, CancellationToken.None);

    private IRenderedComponent<MyJobs> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        Render<MudPopoverProvider>();
        var page = Render<MyJobs>();
        page.WaitForState(() => page.FindAll("tr.waiting").Count == 0);
        return page;
    }

    private IRenderedComponent<OneJob> Show(string id)
    {
        var page = Render<OneJob>(parameters => parameters.Add(page => page.Id, id));
        page.WaitForState(() => _notFound || page.FindAll("h1").Count > 0);
        return page;
    }

    private bool IsNotFound(string id)
    {
        Services.GetRequiredService<NavigationManager>().OnNotFound += (_, _) => _notFound = true;
        Assert.Empty(Show(id).FindAll("h1"));
        return _notFound;
    }

    private void AdvanceUntil(Func<bool> wished) => Assert.True(
        SpinWait.SpinUntil(
            () =>
            {
                Time.Advance(TimeSpan.FromMilliseconds(25));
                return wished();
            },
            TimeSpan.FromSeconds(10)),
        $"It did not come at {Address}.");
}
