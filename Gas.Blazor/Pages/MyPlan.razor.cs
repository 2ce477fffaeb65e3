using Gas.Blazor.Account;
using Gas.Blazor.Account.Plans;
using Gas.Blazor.Components;
using Gas.Blazor.Components.Plans;
using Gas.Blazor.Endpoints;
using Gas.Blazor.Storage;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Pages;

/// <summary>What the plans give, which one is the user's, and what becomes of the archived results when it changes; live.</summary>
public sealed partial class MyPlan(IJobStore store, JobFeed feed, AccountPlans plans, PlanSwitch planSwitch, PlanWords words, IDialogService dialogs, TimeProvider time)
{
    private UserId? _owner;
    private Announcer? _announcer;
    private string? _refusal;
    private bool _busy;

    /// <summary>As last read; on the circuit's first drawing what the prerendered page showed, so that nothing moves.</summary>
    [PersistentState]
    public AccountPlan? Mine { get; set; }

    /// <inheritdoc cref="Mine"/>
    [PersistentState]
    public StorageTotals? Totals { get; set; }

    /// <summary>What became of a way to the payment provider's pages.</summary>
    [SupplyParameterFromQuery]
    public string? Payment { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    private bool IsPremium => Mine?.Plan == Plan.Premium;

    protected override async Task OnInitializedAsync()
    {
        _owner = (await Authentication).User.FindUserId();
        if (Payment == PaymentActions.Unreachable)
        {
            _refusal = L["The payment provider's page could not be reached. You have not been charged. Try again in a minute."];
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var before = Mine;
        Mine = await plans.FindAsync(_owner!.Value, cancellation);
        await CountAsync(cancellation);
        if (before is not null && before.Plan != Mine.Plan)
        {
            _refusal = null;
            _announcer?.Say(IsPremium ? L["You are on premium now"] : L["You are on the free plan now"]);
        }
    }

    private async Task TakeAsync(IReadOnlyCollection<JobChange> changes, CancellationToken cancellation)
    {
        // A plan that was changed elsewhere shows in what the jobs know of it.
        if (changes.Any(change => change.Job.Terms.Version > Mine?.Version))
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
        var before = Totals?.Cold.Jobs;
        Totals = StorageTotals.Of(await store.CountAsync(_owner!.Value, cancellation));
        if (before > 0 && Totals.Cold.Jobs == 0)
        {
            _announcer?.Say(L["All your results are at hand"]);
        }

        StateHasChanged();
    }

    private async Task UpgradeAsync()
    {
        if (await dialogs.AskAsync(L["Upgrade to premium?"], words.OfUpgrade(Totals), L["Upgrade"], L["Not now"], Color.Primary))
        {
            await ChangeAsync(Plan.Premium);
        }
    }

    private async Task CancelAsync()
    {
        var asked = await dialogs.ShowAsync<CancelPremium>(L["Cancel premium?"], new DialogParameters<CancelPremium> { { dialog => dialog.Totals, Totals } });
        if (await asked.Result is { Canceled: false } answer)
        {
            await (answer.Data is DateTimeOffset end ? ChangeAsync(Plan.Premium, end) : ChangeAsync(Plan.Free));
        }
    }

    /// <summary>The pipeline ends a plan whose time has come; who has no jobs hears nothing of it.</summary>
    private Task SeeItEndAsync() => Mine?.EndsAt <= time.GetUtcNow() ? ReadAsync(CancellationToken.None) : Task.CompletedTask;

    private async Task ChangeAsync(Plan plan, DateTimeOffset? endsAt = null)
    {
        _busy = true;
        try
        {
            // The page learns of it as every other tab does.
            if (!await planSwitch.ChangeAsync(_owner!.Value, plan, endsAt, CancellationToken.None))
            {
                _refusal = L["Your account could not be found. Sign in again."];
            }
        }
        finally
        {
            _busy = false;
        }
    }
}
