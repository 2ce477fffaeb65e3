using Bunit;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Pages;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Gas.Tests.Blazor.Storage;

/// <summary>Premium that ends on a day to come.</summary>
public sealed partial class PlanPageTests
{
    [Fact]
    public async Task Cancelling_for_a_day_to_come_keeps_premium_until_it_is_over_and_can_be_taken_back()
    {
        EndOf("2026-11-30", "2026-11-30T22:59:59.000Z");
        await Plans.ChangeAsync(SampleJobs.Ann, Plan.Premium, null, CancellationToken.None);
        var dialogs = Render<MudDialogProvider>();
        var page = Open();

        var answered = await ChooseDayAsync(page, dialogs, "2026-11-30");
        Assert.Contains("You keep premium until that day is over; then the free plan holds. Results at hand are archived 5 minutes later.", dialogs.Markup, StringComparison.Ordinal);
        await dialogs.FindAll("button")[^1].ClickAsync(new());
        await answered;

        page.WaitForAssertion(() => Assert.Contains("You are on premium until", page.Find(".lead").TextContent, StringComparison.Ordinal));
        Assert.StartsWith("2026-11-30T22:59:59", page.Find(".lead time").GetAttribute("datetime"), StringComparison.Ordinal);
        await page.Find("button:contains('Keep premium')").ClickAsync(new());
        page.WaitForAssertion(() => Assert.DoesNotContain("until", page.Find(".lead").TextContent, StringComparison.Ordinal));
        Assert.Equal((Plan.Premium, null), await PlanAsync() is var plan ? (plan.Plan, plan.EndsAt) : default);
    }

    [Fact]
    public async Task A_day_that_is_over_is_refused_and_nothing_changes()
    {
        EndOf("2026-11-22", "2026-11-22T22:59:59.000Z");
        await Plans.ChangeAsync(SampleJobs.Ann, Plan.Premium, null, CancellationToken.None);
        var dialogs = Render<MudDialogProvider>();
        var page = Open();

        var answered = await ChooseDayAsync(page, dialogs, "2026-11-22");
        await dialogs.FindAll("button")[^1].ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Equal("Choose a day that is not over yet.", dialogs.Find("[role=alert]").TextContent));
        await dialogs.FindAll("button")[^2].ClickAsync(new());
        await answered;

        Assert.Equal((Plan.Premium, null), await PlanAsync() is var plan ? (plan.Plan, plan.EndsAt) : default);
    }

    [Fact]
    public async Task The_end_of_premium_is_seen_by_whoever_looks_on()
    {
        await Plans.ChangeAsync(SampleJobs.Ann, Plan.Premium, Time.GetUtcNow().AddSeconds(8), CancellationToken.None);
        var page = Open();
        await using (var scope = Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users.ExecuteUpdateAsync(
                user => user.SetProperty(one => one.Plan, Plan.Free).SetProperty(one => one.PlanEndsAt, (DateTimeOffset?)null), CancellationToken.None);
        }

        AdvanceUntil(() => page.Find(".lead").TextContent.Contains("You are on the free plan", StringComparison.Ordinal));
        Assert.True(Time.GetUtcNow() >= SampleJobs.Start.AddSeconds(8));
    }

    private void EndOf(string day, string moment) => JSInterop.SetupModule("./Components/Plans/CancelPremium.razor.js").Setup<string>("endOf", day).SetResult(moment);

    /// <summary>Up to the answer; the task is done when the dialog is.</summary>
    private static async Task<Task> ChooseDayAsync(IRenderedComponent<MyPlan> page, IRenderedComponent<MudDialogProvider> dialogs, string day)
    {
        var answered = page.Find("button:contains('Cancel premium')").ClickAsync(new());
        dialogs.WaitForState(() => dialogs.HasComponent<MudRadioGroup<bool>>());
        await dialogs.InvokeAsync(() => dialogs.FindComponent<MudRadioGroup<bool>>().Instance.ValueChanged.InvokeAsync(true));
        dialogs.WaitForElement("#last-day");
        await dialogs.Find("#last-day").ChangeAsync(new() { Value = day });
        return answered;
    }

    private Task<AccountPlan> PlanAsync() => Services.GetRequiredService<AccountPlans>().FindAsync(SampleJobs.Ann, CancellationToken.None);
}
