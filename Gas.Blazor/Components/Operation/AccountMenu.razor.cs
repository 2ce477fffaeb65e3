using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.People;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Operation;

/// <summary>What an admin can do with an account; asks before it does it. What has changed the page learns from the news.</summary>
public sealed partial class AccountMenu(AccountAdmin admin, IDialogService dialogs, TimeProvider time)
{
    private MudMenu? _menu;
    private bool _isOneself;
    private bool _busy;

    [Parameter, EditorRequired]
    public required AccountLine Account { get; set; }

    /// <summary>What has been done, in words.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> OnDone { get; set; }

    /// <summary>Why it was not done, in words.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> OnRefused { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    private TimeProvider Time => time;

    private bool IsPremium => Account.Plan == Plan.Premium;

    private string Who => Account.Email;

    protected override async Task OnParametersSetAsync() => _isOneself = (await Authentication).User.FindUserId() == Account.Id;

    /// <summary>The menu would stay open behind the question: it waits for the item's work.</summary>
    private async Task BeginAsync(Func<Task> deed)
    {
        await _menu!.CloseMenuAsync();
        await deed();
    }

    private async Task GrantAsync()
    {
        if (await PremiumDialog.AskAsync(dialogs, Account) is { } grant)
        {
            await ActAsync(grant.EndsAt is null ? L["{0} is on premium now.", Who] : L["{0} is on premium now, with an end.", Who], (by, cancellation) => admin.GrantPremiumAsync(by, Account.Id, grant.EndsAt, cancellation));
        }
    }

    private async Task EndAsync()
    {
        if (await dialogs.AskAsync(L["End premium of {0}?", Who], L["The free plan holds from now on, and their results are archived as it says. What is on its way back from the archive still arrives."], L["End premium"], L["Keep premium"]))
        {
            await ActAsync(L["{0} is on the free plan now.", Who], (by, cancellation) => admin.EndPremiumAsync(by, Account.Id, cancellation));
        }
    }

    private async Task SetQuotaAsync()
    {
        if (await QuotaDialog.AskAsync(dialogs, Account) is { } quota)
        {
            await ActAsync(quota.Bytes is { } bytes ? L["{0} may hold {1} of results.", Who, FileSize.Of(bytes)] : L["{0} has no quota now.", Who], (by, cancellation) => admin.SetQuotaAsync(by, Account.Id, quota.Bytes, cancellation));
        }
    }

    private async Task SignOutAsync()
    {
        if (await dialogs.AskAsync(L["Sign {0} out everywhere?", Who], L["All their browsers are signed out, and their open pages close. They can sign in again at once; jobs go on, and so do their tokens."], L["Sign out everywhere"], L["Leave them"]))
        {
            await ActAsync(L["{0} is signed out everywhere.", Who], (by, cancellation) => admin.SignOutAsync(by, Account.Id, cancellation));
        }
    }

    private async Task UnlockAsync()
    {
        if (await dialogs.AskAsync(L["Unlock {0}?", Who], L["There were too many wrong passwords. Once unlocked, they can try again at once."], L["Unlock"], L["Keep it locked"], Color.Primary))
        {
            await ActAsync(L["{0} is unlocked.", Who], (by, cancellation) => admin.UnlockAsync(by, Account.Id, cancellation));
        }
    }

    private async Task TakeSecondFactorAsync()
    {
        if (await dialogs.AskAsync(L["Take the second factor away from {0}?", Who], L["Their password alone opens the account from then on. Make sure that it is they who ask. They are signed out everywhere."], L["Take it away"], L["Keep it"]))
        {
            await ActAsync(L["{0} signs in without a code now.", Who], (by, cancellation) => admin.TakeSecondFactorAwayAsync(by, Account.Id, cancellation));
        }
    }

    private async Task MakeAdminAsync()
    {
        if (await dialogs.AskAsync(L["Make {0} an admin?", Who], L["Admins see and delete every job of everybody, and manage all accounts."], L["Make an admin"], L["Not now"], Color.Primary))
        {
            await ActAsync(L["{0} is an admin now.", Who], (by, cancellation) => admin.MakeAdminAsync(by, Account.Id, cancellation));
        }
    }

    private async Task TakeAdminAsync()
    {
        string text = _isOneself ? L["You will be signed out, and see only your own jobs from then on."] : L["They are signed out, and see only their own jobs from then on."];
        if (await dialogs.AskAsync(L["Take the admin role away from {0}?", Who], text, L["Take it away"], L["Keep it"]))
        {
            await ActAsync(L["{0} is a plain user now.", Who], (by, cancellation) => admin.TakeAdminAwayAsync(by, Account.Id, cancellation));
        }
    }

    private async Task DisableAsync()
    {
        if (await dialogs.AskAsync(L["Disable {0}?", Who], L["They are signed out everywhere and cannot sign in until an admin enables the account again. Jobs and files stay, and what runs goes on."], L["Disable"], L["Keep it"]))
        {
            await ActAsync(L["{0} is disabled.", Who], (by, cancellation) => admin.DisableAsync(by, Account.Id, cancellation));
        }
    }

    private async Task EnableAsync()
    {
        if (await dialogs.AskAsync(L["Enable {0}?", Who], L["They can sign in again, with the password that they had."], L["Enable"], L["Not now"], Color.Primary))
        {
            await ActAsync(L["{0} is enabled.", Who], (by, cancellation) => admin.EnableAsync(by, Account.Id, cancellation));
        }
    }

    private async Task DeleteAsync()
    {
        string text = L["This deletes the account and all that belongs to it: {0}, their input files, results (also in the archive), logs and summaries. It begins at once and cannot be undone.", AccountStateLook.JobsOf(Account)];
        if (await dialogs.AskAsync(L["Delete {0}?", Who], text, L["Delete the account"], L["Keep it"]))
        {
            await ActAsync(L["{0} is being deleted.", Who], (by, cancellation) => admin.DeleteAsync(by, Account.Id, cancellation));
        }
    }

    private async Task ActAsync(string done, Func<ClaimsPrincipal, CancellationToken, Task<string?>> act)
    {
        _busy = true;
        try
        {
            if (await act((await Authentication).User, CancellationToken.None) is { } refusal)
            {
                await OnRefused.InvokeAsync(refusal);
            }
            else
            {
                await OnDone.InvokeAsync(done);
            }
        }
        finally
        {
            _busy = false;
        }
    }
}
