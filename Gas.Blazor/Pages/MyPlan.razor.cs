using Gas.Blazor.Account;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Components;
using Gas.Blazor.Storage;
using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Gas.Blazor.Pages;

/// <summary>What the plans give, which one is the user's, and what becomes of the archived results when it changes; live.</summary>
public sealed partial class MyPlan(IJobStore store, JobFeed feed, AccountPlans plans, PlanSwitch planSwitch, PlanCatalog catalog, IDialogService dialogs)
{
    private UserId? _owner;
    private AccountPlan? _plan;
    private StorageTotals? _totals;
    private Announcer? _announcer;
    private string? _refusal;
    private bool _busy;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    private bool IsPremium => _plan?.Plan == Plan.Premium;

    protected override async Task OnInitializedAsync() => _owner = (await Authentication).User.FindUserId();

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var before = _plan;
        _plan = await plans.FindAsync(_owner!.Value, cancellation);
        await CountAsync(cancellation);
        if (before is not null && before.Plan != _plan.Plan)
        {
            _refusal = null;
            _announcer?.Say(IsPremium ? "You are on premium now" : "You are on the free plan now");
        }
    }

    private async Task TakeAsync(IReadOnlyCollection<JobChange> changes, CancellationToken cancellation)
    {
        // A plan that was changed elsewhere shows in what the jobs know of it.
        if (changes.Any(change => change.Job.Terms.Version > _plan?.Version))
        {
            await ReadAsync(cancellation);
        }
        else if (changes.Any(change => change.Progress is null))
        {
            await CountAsync(cancellation);
        }
    }

    private async Task CountAsync(CancellationToken cancellation)
    {
        var before = _totals?.Cold.Jobs;
        _totals = StorageTotals.Of(await store.CountAsync(_owner!.Value, cancellation));
        if (before > 0 && _totals.Cold.Jobs == 0)
        {
            _announcer?.Say("All your results are at hand");
        }

        StateHasChanged();
    }

    private async Task UpgradeAsync()
    {
        var back = _totals?.Archived is { Jobs: > 0 } archived ? $" Your archived results, {ResultCount.Of(archived)}, begin to come back." : "";
        if (await dialogs.AskAsync("Upgrade to premium?", $"Premium begins at once.{back} You can cancel it at any time.", "Upgrade", "Not now", Color.Primary))
        {
            await ChangeAsync(Plan.Premium);
        }
    }

    private async Task CancelAsync()
    {
        if (await dialogs.AskAsync("Cancel premium?", CancelWords(), "Cancel premium", "Keep premium"))
        {
            await ChangeAsync(Plan.Free);
        }
    }

    /// <summary>What the free plan will do with what is there.</summary>
    private string CancelWords()
    {
        var terms = catalog.TermsOf(new OwnerPlan(Plan.Free, 0));
        var archived = terms.ArchiveAfter is { } after
            ? $" Results at hand are archived {(after == TimeSpan.Zero ? "from now on" : $"in {Duration.Of(after)}")}."
            : "";
        var returning = _totals?.Cold is { Jobs: > 0 }
            ? " What is being retrieved or copied back comes back first; nothing in flight is lost. What still waits in the archive stays there."
            : "";
        var deleted = terms.KeepFor is { } time ? $" Jobs that finished more than {Duration.Of(time)} ago are deleted." : "";
        return $"The free plan holds at once.{archived}{returning}{deleted} You can upgrade again at any time.";
    }

    private async Task ChangeAsync(Plan plan)
    {
        _busy = true;
        try
        {
            // The page learns of it as every other tab does.
            if (!await planSwitch.ChangeAsync(_owner!.Value, plan, endsAt: null, CancellationToken.None))
            {
                _refusal = "Your account could not be found. Sign in again.";
            }
        }
        finally
        {
            _busy = false;
        }
    }
}
