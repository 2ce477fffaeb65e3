using System.Security.Claims;
using Bunit;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.People;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Billing;
using Gas.Blazor.Components.Operation;
using Gas.Blazor.Pages;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Tests.Pipeline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using MudBlazor;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>The admins' page of users over real accounts and the embedded provider, whose workers go when the test says so.</summary>
public sealed class UsersPageTests : PageContext
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-users-");
    private IRenderedComponent<MudPopoverProvider> _popovers = null!;
    private IRenderedComponent<MudDialogProvider> _dialogs = null!;

    public UsersPageTests()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Embedded:DataPath"] = _folder.FullName }).Build();
        Services.AddSingleton<IConfiguration>(settings);
        Services.AddGasPipeline(settings);
        Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        Services.Replace(ServiceDescriptor.Singleton(Feed));
        Services.AddDbContext<AccountsDbContext>(options => options.UseSqlite($"Data Source={Path.Combine(_folder.FullName, "accounts.db")};Pooling=False"));
        Services.AddSingleton<AccountNews>();
        Services.AddSingleton<AccountStanding>();
        Services.AddSingleton<AccountDeletion>();
        Services.AddSingleton<AccountList>();
        Services.AddSingleton<AccountAdmin>();
        Services.AddSingleton<PlanSwitch>();
        Services.AddHttpContextAccessor();
        Services.AddSingleton<AuditTrail>();
        Services.AddSingleton<IOwners, AccountOwners>();
        Services.AddBilling();
        Services.RemoveAll<IHostedService>();
        AddAuthorization().SetAuthorized("root").SetRoles(Roles.Admin).SetClaims(new Claim(ClaimTypes.NameIdentifier, "root"));
        BeInteractive();
        using var scope = Services.CreateScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        accounts.Database.Migrate();
        accounts.Roles.Add(new IdentityRole(Roles.Admin) { Id = "admins" });
        accounts.UserRoles.Add(new IdentityUserRole<string> { UserId = "root", RoleId = "admins" });
        accounts.Users.AddRange(Account("root"), Account(SampleJobs.Ann.Value, "Ann Lee", "Lab of Units"));
        accounts.SaveChanges();
    }

    private JobLedger Ledger => Services.GetRequiredService<JobLedger>();

    [Fact]
    public async Task A_row_says_who_it_is_how_they_stand_and_what_they_have()
    {
        await Ledger.SubmitAsync(SampleJobs.In(JobState.Completed, SampleJobs.Lease()) with { Owner = SampleJobs.Ann }, CancellationToken.None);
        await Services.GetRequiredService<PlanSwitch>().ChangeAsync(SampleJobs.Ann, Plan.Premium, SampleJobs.Start.AddDays(7), CancellationToken.None);

        var row = Row(Open(), "ann");

        Assert.Equal(("Ann Lee · Lab of Units", "Active", "1.2 KiB"), (row.QuerySelector(".person")!.TextContent, row.QuerySelector(".chip")!.TextContent, row.QuerySelector(".jobs .small")!.TextContent));
        Assert.StartsWith("1 job", row.QuerySelector(".jobs")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("Premium", row.QuerySelector(".plan")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("2026-11-30", row.QuerySelector(".plan time")!.GetAttribute("datetime"), StringComparison.Ordinal);
        Assert.Null(row.QuerySelector(".role"));
    }

    [Fact]
    public void Room_is_kept_while_the_accounts_are_read() => Assert.Equal(
        7,
        Render<AccountTable>(parameters => parameters.Add(table => table.Accounts, null!).Add(table => table.Expected, 7).Add(table => table.OnDone, _ => { }).Add(table => table.OnRefused, _ => { })).FindAll("tr.waiting").Count);

    [Fact]
    public void Where_no_account_matches_all_are_one_step_away()
    {
        var page = Open("admin/users?q=nobody");

        Assert.Contains("No account matches", page.Markup, StringComparison.Ordinal);
        Assert.NotNull(page.Find(".empty a[href='admin/users']"));
    }

    [Fact]
    public async Task Long_lists_go_on_behind_a_link_that_keeps_the_search()
    {
        await WithAccountsAsync(accounts =>
        {
            accounts.Users.AddRange(Enumerable.Range(0, 30).Select(n => Account($"many-{n:00}")));
            return accounts.SaveChangesAsync();
        });

        var page = Open("admin/users?q=many");
        Assert.Equal(25, page.FindAll("tr.account").Count);
        var next = page.Find(".pages a").GetAttribute("href")!;
        Services.GetRequiredService<NavigationManager>().NavigateTo(next);

        page.WaitForAssertion(() => Assert.Equal(Enumerable.Range(25, 5).Select(n => $"many-{n:00}@lab.example"), page.FindAll("tr.account").Select(row => row.GetAttribute("data-account"))));
        Assert.Equal("admin/users?q=many", page.Find(".pages a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_deletion_is_asked_for_followed_and_the_row_goes_with_the_account()
    {
        for (var n = 0; n < 3; n++)
        {
            await Ledger.SubmitAsync(SampleJobs.Queued(at: Time.GetUtcNow()), CancellationToken.None);
        }

        var page = Open();
        await ChooseAsync(page, "ann", "Delete…", "3 jobs, their input files, results (also in the archive), logs and summaries. It begins at once and cannot be undone.");
        page.WaitForAssertion(() => Assert.Equal("Being deleted, 3 jobs left", Row(page, "ann").QuerySelector(".chip")!.TextContent));
        Assert.Empty(Row(page, "ann").QuerySelectorAll("button"));

        var worker = Services.GetRequiredService<OwnerDeletionWorker>();
        await worker.StepAsync(CancellationToken.None);
        var queue = Services.GetRequiredService<IJobQueue>();
        var deliveries = await queue.ReceiveAsync(Stage.Delete, 10, TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Equal(3, deliveries.Count);
        for (var left = 2; left >= 0; left--)
        {
            var words = left == 0 ? "Being deleted" : left == 1 ? "Being deleted, 1 job left" : "Being deleted, 2 jobs left";
            await Ledger.RemoveAsync((await Services.GetRequiredService<IJobStore>().FindAsync(deliveries[left].Job, CancellationToken.None))!, CancellationToken.None);
            AdvanceUntil(() => Row(page, "ann").QuerySelector(".chip")!.TextContent == words);
        }

        await worker.StepAsync(CancellationToken.None);
        page.WaitForAssertion(() => Assert.Equal("root@lab.example", Assert.Single(page.FindAll("tr.account")).GetAttribute("data-account")));
        Assert.Equal("ann@lab.example is deleted.", page.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Premium_is_granted_until_the_end_of_a_day_and_ended()
    {
        var page = Open();
        var answered = await BeginAsync(page, "ann", "Grant premium…");
        await _dialogs.FindAll("input[type=radio]")[1].ClickAsync(new());
        await _dialogs.Find("input[type=date]").ChangeAsync(new() { Value = "2026-11-22" });
        Assert.Contains("Choose today or a later day.", _dialogs.Markup, StringComparison.Ordinal);
        Assert.True(_dialogs.FindAll("button")[^1].HasAttribute("disabled"));
        await _dialogs.Find("input[type=date]").ChangeAsync(new() { Value = "2026-12-31" });
        await _dialogs.FindAll("button")[^1].ClickAsync(new());
        await answered;
        page.WaitForAssertion(() => Assert.StartsWith("2027-01-01T00:00:00", Row(page, "ann").QuerySelector(".plan time")!.GetAttribute("datetime"), StringComparison.Ordinal));

        await ChooseAsync(page, "ann", "End premium…", "The free plan holds from now on");
        page.WaitForAssertion(() => Assert.Equal("Free", Row(page, "ann").QuerySelector(".plan")!.TextContent.Trim()));
    }

    [Fact]
    public async Task Disabling_enabling_and_the_admin_role_show_in_the_row()
    {
        var page = Open();
        await ChooseAsync(page, "ann", "Disable…", "signed out everywhere");
        page.WaitForAssertion(() => Assert.Equal("Disabled", Row(page, "ann").QuerySelector(".chip")!.TextContent));
        Assert.Equal("ann@lab.example is disabled.", page.Find("[role=status]").TextContent);
        await ChooseAsync(page, "ann", "Enable…", "They can sign in again");
        page.WaitForAssertion(() => Assert.Equal("Active", Row(page, "ann").QuerySelector(".chip")!.TextContent));
        await ChooseAsync(page, "ann", "Make an admin…", "every job of everybody");
        page.WaitForAssertion(() => Assert.Equal("Admin", Row(page, "ann").QuerySelector(".role")!.TextContent));
        await ChooseAsync(page, "ann", "Take the admin role away…", "They are signed out");
        page.WaitForAssertion(() => Assert.Null(Row(page, "ann").QuerySelector(".role")));
    }

    [Fact]
    public async Task A_locked_account_says_so_and_is_unlocked()
    {
        await WithAccountsAsync(accounts => accounts.Users.Where(user => user.Id == "ann").ExecuteUpdateAsync(user => user.SetProperty(one => one.LockoutEnd, Time.GetUtcNow().AddMinutes(15))));
        var page = Open();
        Assert.Equal("Locked", Row(page, "ann").QuerySelector(".chip")!.TextContent);

        await ChooseAsync(page, "ann", "Unlock…", "too many wrong passwords");

        page.WaitForAssertion(() => Assert.Equal("Active", Row(page, "ann").QuerySelector(".chip")!.TextContent));
    }

    [Fact]
    public async Task Nobody_disables_or_deletes_themselves_here_and_the_last_admin_keeps_the_role()
    {
        var page = Open();
        var items = await MenuAsync(page, "root");
        Assert.DoesNotContain("Disable…", items);
        Assert.DoesNotContain("Delete…", items);

        await ChooseAsync(page, "root", "Take the admin role away…", "You will be signed out", isOpen: true);

        page.WaitForAssertion(() => Assert.Contains("This is the last admin's account", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.NotNull(Row(page, "root").QuerySelector(".role"));
    }

    [Fact]
    public async Task Whoever_is_no_admin_any_more_is_told_so_and_changes_nothing()
    {
        var page = Open();
        await WithAccountsAsync(accounts => accounts.UserRoles.ExecuteDeleteAsync());

        await ChooseAsync(page, "ann", "Disable…", "signed out everywhere");

        page.WaitForAssertion(() => Assert.Contains("You are not an admin of this service any more.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Active", Row(page, "ann").QuerySelector(".chip")!.TextContent);
    }

    [Fact]
    public async Task Whoever_thinks_twice_changes_nothing()
    {
        var page = Open();
        var answered = await BeginAsync(page, "ann", "Delete…");
        await _dialogs.FindAll("button")[0].ClickAsync(new());
        await answered;
        Assert.Equal("Active", Row(page, "ann").QuerySelector(".chip")!.TextContent);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        _folder.Delete(recursive: true);
    }

    private static GasUser Account(string id, string name = "", string institution = "") => new()
    {
        Id = id,
        UserName = $"{id}@lab.example",
        NormalizedUserName = $"{id}@lab.example".ToUpperInvariant(),
        Email = $"{id}@lab.example",
        NormalizedEmail = $"{id}@lab.example".ToUpperInvariant(),
        DisplayName = name,
        Institution = institution,
        CreatedAt = SampleJobs.Start,
    };

    private async Task WithAccountsAsync(Func<AccountsDbContext, Task> change)
    {
        await using var scope = Services.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<AccountsDbContext>());
    }

    private IRenderedComponent<AdminUsers> Open(string address = "admin/users")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        _popovers = Render<MudPopoverProvider>();
        _dialogs = Render<MudDialogProvider>();
        var page = Render<AdminUsers>();
        page.WaitForState(() => page.FindAll("tr.account, .empty").Count > 0);
        return page;
    }

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<AdminUsers> page, string name) => page.Find($"[data-account='{name}@lab.example']");

    private async Task<IReadOnlyList<string>> MenuAsync(IRenderedComponent<AdminUsers> page, string name)
    {
        await page.Find($"[data-account='{name}@lab.example'] button").ClickAsync(new());
        _popovers.WaitForState(() => _popovers.FindAll(".mud-menu-item").Count > 0);
        return [.. _popovers.FindAll(".mud-menu-item").Select(item => item.TextContent.Trim())];
    }

    /// <summary>Chooses from the account's menu; what is given back ends when the question is answered.</summary>
    private async Task<Task> BeginAsync(IRenderedComponent<AdminUsers> page, string name, string item, bool isOpen = false)
    {
        if (!isOpen)
        {
            await MenuAsync(page, name);
        }

        var answered = _popovers.FindAll(".mud-menu-item").Single(one => one.TextContent.Trim() == item).ClickAsync(new());
        _dialogs.WaitForState(() => _dialogs.FindAll("button").Count > 0);
        return answered;
    }

    private async Task ChooseAsync(IRenderedComponent<AdminUsers> page, string name, string item, string words, bool isOpen = false)
    {
        var answered = await BeginAsync(page, name, item, isOpen);
        Assert.Contains(words, _dialogs.Markup, StringComparison.Ordinal);
        await _dialogs.FindAll("button")[^1].ClickAsync(new());
        await answered;
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
}
