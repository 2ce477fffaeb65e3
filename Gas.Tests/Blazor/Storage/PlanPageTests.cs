using System.Security.Claims;
using Bunit;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Billing;
using Gas.Blazor.Components.Upload;
using Gas.Blazor.Endpoints;
using Gas.Blazor.Pages;
using Gas.Blazor.Storage;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Tests.Pipeline;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using MudBlazor;

namespace Gas.Tests.Blazor.Storage;

/// <summary>The plan page and what else follows the plan, over real accounts and the embedded provider, whose workers are not started.</summary>
public sealed partial class PlanPageTests : PageContext
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-plan-");
    private readonly BillingOptions _billing = new();

    public PlanPageTests()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Embedded:DataPath"] = _folder.FullName,
            ["Plans:Free:KeepFor"] = "30.00:00:00",
            ["Archive:MinBytes"] = "1024",
        }).Build();
        Services.AddSingleton<IConfiguration>(settings);
        Services.AddGasPipeline(settings);
        Services.RemoveAll<IHostedService>();
        Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        Services.Replace(ServiceDescriptor.Singleton(Feed));
        Services.AddDbContext<AccountsDbContext>(options => options.UseSqlite($"Data Source={Path.Combine(_folder.FullName, "accounts.db")};Pooling=False"));
        Services.AddSingleton<AccountPlans>();
        Services.AddSingleton<PlanFeed>();
        Services.AddSingleton<PlanSwitch>();
        Services.AddHttpContextAccessor();
        Services.AddSingleton<AuditTrail>();
        Services.AddSingleton<IOwners, PlansOfAccounts>();
        Services.AddSingleton<StorageEstimates>();
        Services.AddSingleton<PlanWords>();
        Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new PricesOptions()));
        Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new UploadOptions()));
        Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(_billing));
        Services.AddSingleton<AntiforgeryStateProvider, NoTokens>();
        AddAuthorization().SetAuthorized("ann").SetClaims(new Claim(ClaimTypes.NameIdentifier, SampleJobs.Ann.Value));
        BeInteractive();
        using var scope = Services.CreateScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        accounts.Database.Migrate();
        accounts.Users.Add(new GasUser { Id = SampleJobs.Ann.Value, UserName = "ann", Email = "ann@lab.example" });
        accounts.SaveChanges();
    }

    private PlanSwitch Plans => Services.GetRequiredService<PlanSwitch>();

    private JobLedger Ledger => Services.GetRequiredService<JobLedger>();

    [Fact]
    public void Both_plans_are_told_from_the_settings()
    {
        var page = Open();

        Assert.Equal(
            ["Up to 150 KiB each", "2", "Archived 5 minutes after completion, if they have 1 KiB or more", "30 days after they finish, then deleted"],
            page.FindAll("[aria-labelledby=free] dd").Select(fact => fact.TextContent));
        Assert.Equal(
            ["Up to 5 GiB each", "As many as the service has room for", "Always at hand; archived ones are brought back", "Until you delete them"],
            page.FindAll("[aria-labelledby=premium] dd").Select(fact => fact.TextContent));
        Assert.Contains("Your plan", page.Find("[aria-labelledby=free]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Premium_says_until_when()
    {
        await Plans.ChangeAsync(SampleJobs.Ann, Plan.Premium, SampleJobs.Start.AddDays(7), CancellationToken.None);

        var page = Open();

        Assert.Contains("You are on premium until", page.Find(".lead").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("2026-11-30", page.Find(".lead time").GetAttribute("datetime"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_is_confirmed_and_its_thaw_followed_to_the_end()
    {
        var job = await ArchiveAsync();
        var dialogs = Render<MudDialogProvider>();
        var page = Open();
        Assert.Contains("1 result (1.2 KiB)", page.Find("[aria-labelledby=offer]").TextContent, StringComparison.Ordinal);

        await ConfirmAsync(page, dialogs, "Upgrade to premium", "Your archived results, 1 result (1.2 KiB), begin to come back: that takes about 1 minute and costs the service USD 0.01 at most.");
        page.WaitForAssertion(() => Assert.Equal("0 of 1 at hand", page.Find("[data-cold='1'] .words span").TextContent));
        Assert.Equal("You are on premium now", page.Find("[role=status]").TextContent);

        Assert.Equal(1, await Services.GetRequiredService<PlanWorker>().ApplyAsync(CancellationToken.None));
        var lease = SampleJobs.Lease(Time.GetUtcNow().AddMinutes(1));
        await RecordAsync(job.Id, new JobEvent.Started(lease), new JobEvent.ThawStarted(lease.Token, new Retrieval("r", RetrievalTier.Standard, Time.GetUtcNow(), Time.GetUtcNow())));
        AdvanceUntil(() => page.FindAll("li .number").Select(number => number.TextContent[0]).SequenceEqual("010"));

        await RecordAsync(job.Id, new JobEvent.Thawed("r"), new JobEvent.Started(lease), new JobEvent.Restored(lease.Token));
        AdvanceUntil(() => page.FindAll("[data-cold='0']").Count == 1);
        Assert.Equal("All your results are at hand", page.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Cancelling_says_what_happens_and_then_happens_at_once()
    {
        await Plans.ChangeAsync(SampleJobs.Ann, Plan.Premium, null, CancellationToken.None);
        var dialogs = Render<MudDialogProvider>();
        var page = Open();

        await ConfirmAsync(page, dialogs, "Cancel premium", "Results at hand are archived in 5 minutes. Jobs that finished more than 30 days ago are deleted.");

        page.WaitForAssertion(() => Assert.Contains("You are on the free plan", page.Find(".lead").TextContent, StringComparison.Ordinal));
        Assert.Equal(Plan.Free, (await Services.GetRequiredService<AccountPlans>().FindAsync(SampleJobs.Ann, CancellationToken.None)).Plan);
    }

    [Fact]
    public async Task Whoever_thinks_twice_changes_nothing()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = Open();
        var answered = page.Find("button:contains('Upgrade')").ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.NotEmpty(dialogs.FindAll("button")));

        await dialogs.FindAll("button")[0].ClickAsync(new());
        await answered;

        Assert.Contains("You are on the free plan", page.Find(".lead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_made_elsewhere_is_followed()
    {
        var page = Open();

        await Plans.ChangeAsync(SampleJobs.Ann, Plan.Premium, null, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Contains("You are on premium", page.Find(".lead").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_admins_change_plans_there_is_no_button()
    {
        _billing.SelfService = false;

        var page = Open();

        Assert.Empty(page.FindAll("button"));
        Assert.Contains("An admin of this service changes plans", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_submit_page_tells_the_limit_of_the_plan_and_follows_it()
    {
        Render<MudPopoverProvider>();
        var page = Render<Submit>();
        page.WaitForAssertion(() => Assert.Contains("The free plan takes files up to 150 KiB", page.Find(".lead").TextContent, StringComparison.Ordinal));
        Assert.Contains("up to 150 KiB each", page.Find(".drop").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.FindComponent<UploadBox>().Instance.OnChosen([new ChosenFile(1, "long.vcf", 200_000)]));
        Assert.Equal(UploadLimit.PlansPage, page.Find("[data-upload=Refused] a").GetAttribute("href"));

        await Plans.ChangeAsync(SampleJobs.Ann, Plan.Premium, null, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Contains("up to 5 GiB each", page.Find(".drop").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("free plan", page.Find(".lead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_changed_by_another_process_is_seen_when_a_file_is_too_large()
    {
        Render<MudPopoverProvider>();
        var page = Render<Submit>();
        page.WaitForAssertion(() => Assert.Contains("150 KiB", page.Find(".drop").TextContent, StringComparison.Ordinal));
        await using (var scope = Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users.ExecuteUpdateAsync(user => user.SetProperty(one => one.Plan, Plan.Premium), CancellationToken.None);
        }

        await page.InvokeAsync(() => page.FindComponent<UploadBox>().Instance.OnChosen([new ChosenFile(1, "long.vcf", 200_000)]));

        Assert.Empty(page.FindAll("[data-upload=Refused]"));
        Assert.Contains("up to 5 GiB each", page.Find(".drop").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_sees_where_everybodys_results_lie_live()
    {
        Services.GetRequiredService<IJobStore>();
        var page = Render<AdminStorage>();
        page.WaitForAssertion(() => Assert.Equal("0", page.Find("tfoot td").TextContent));

        await ArchiveAsync("bob");

        AdvanceUntil(() => page.FindAll("tbody tr")[1].QuerySelector("td")!.TextContent == "1");
        Assert.Contains("0 of at most 200 retrievals", page.Markup, StringComparison.Ordinal);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        _folder.Delete(recursive: true);
    }

    private IRenderedComponent<MyPlan> Open()
    {
        var page = Render<MyPlan>();
        page.WaitForState(() => page.FindAll("[aria-labelledby=offer], [aria-labelledby=thaw]").Count == 1);
        return page;
    }

    private static async Task ConfirmAsync(IRenderedComponent<MyPlan> page, IRenderedComponent<MudDialogProvider> dialogs, string button, string words)
    {
        var answered = page.Find($"button:contains('{button}')").ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains(words, dialogs.Markup, StringComparison.Ordinal));
        await dialogs.FindAll("button")[^1].ClickAsync(new());
        await answered;
    }

    private async Task<Job> ArchiveAsync(string owner = "ann")
    {
        var job = await Ledger.SubmitAsync(SampleJobs.Queued(at: Time.GetUtcNow()) with { Owner = new UserId(owner) }, CancellationToken.None);
        var lease = SampleJobs.Lease(Time.GetUtcNow().AddMinutes(1));
        return await RecordAsync(
            job.Id,
            new JobEvent.Started(lease),
            new JobEvent.Annotated(lease.Token, SampleJobs.Result(), SampleJobs.File("log")),
            new JobEvent.Started(lease),
            new JobEvent.Copied(lease.Token, "archive"),
            new JobEvent.Archived(lease.Token, Time.GetUtcNow()),
            new JobEvent.Started(lease),
            new JobEvent.HotCopyRemoved(lease.Token));
    }

    private async Task<Job> RecordAsync(JobId id, params JobEvent[] events)
    {
        Job? job = null;
        foreach (var happened in events)
        {
            job = await Ledger.RecordAsync(id, happened, CancellationToken.None);
            Assert.True(job is not null, $"{happened} was not possible.");
        }

        return job!;
    }

    private void AdvanceUntil(Func<bool> wished) => Assert.True(
        SpinWait.SpinUntil(
            () =>
            {
                Time.Advance(TimeSpan.FromMilliseconds(100));
                return wished();
            },
            TimeSpan.FromSeconds(10)),
        "It did not come.");

    /// <summary>The accounts' answers, from the same rows.</summary>
    private sealed class PlansOfAccounts(AccountPlans plans) : IOwners
    {
        private PlanChange? _settled;

        public async Task<OwnerPlan> PlanAsync(UserId owner, CancellationToken cancellation)
        {
            var plan = await plans.FindAsync(owner, cancellation);
            return new OwnerPlan(plan.Plan, plan.Version);
        }

        public async Task<IReadOnlyList<PlanChange>> PlanChangesAsync(int max, CancellationToken cancellation)
        {
            var change = new PlanChange(SampleJobs.Ann, await PlanAsync(SampleJobs.Ann, cancellation));
            return change == _settled ? [] : [change];
        }

        public Task SettleAsync(PlanChange change, CancellationToken cancellation)
        {
            _settled = change;
            return Task.CompletedTask;
        }

        public Task<bool> ExistsAsync(UserId owner, CancellationToken cancellation) => Task.FromResult(true);

        public Task<IReadOnlyList<UserId>> LeavingAsync(UserId? after, int max, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<UserId>>([]);

        public Task RemoveAsync(UserId owner, CancellationToken cancellation) => Task.CompletedTask;
    }
}
