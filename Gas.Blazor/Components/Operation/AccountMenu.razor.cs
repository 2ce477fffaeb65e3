using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.People;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

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
            await ActAsync(grant.EndsAt is null ? $"{Who} is on premium now." : $"{Who} is on premium now, with an end.", (by, cancellation) => admin.GrantPremiumAsync(by, Account.Id, grant.EndsAt, cancellation));
        }
    }

    private async Task EndAsync()
    {
        if (await dialogs.AskAsync($"End premium of {Who}?", "The free plan holds from now on, and their results are archived as it says. What is on its way back from the archive still arrives.", "End premium", "Keep premium"))
        {
            await ActAsync($"{Who} is on the free plan now.", (by, cancellation) => admin.EndPremiumAsync(by, Account.Id, cancellation));
        }
    }

    private async Task SetQuotaAsync()
    {
        if (await QuotaDialog.AskAsync(dialogs, Account) is { } quota)
        {
            await ActAsync(quota.Bytes is { } bytes ? $"{Who} may hold {FileSize.Of(bytes)} of results." : $"{Who} has no quota now.", (by, cancellation) => admin.SetQuotaAsync(by, Account.Id, quota.Bytes, cancellation));
        }
    }

    private async Task SignOutAsync()
    {
        if (await dialogs.AskAsync($"Sign {Who} out everywhere?", "All their browsers are signed out, and their open pages close. They can sign in again at once; jobs go on, and so do their tokens.", "Sign out everywhere", "Leave them"))
        {
            await ActAsync($"{Who} is signed out everywhere.", (by, cancellation) => admin.SignOutAsync(by, Account.Id, cancellation));
        }
    }

    private async Task UnlockAsync()
    {
        if (await dialogs.AskAsync($"Unlock {Who}?", "There were too many wrong passwords. Once unlocked, they can try again at once.", "Unlock", "Keep it locked", Color.Primary))
        {
            await ActAsync($"{Who} is unlocked.", (by, cancellation) => admin.UnlockAsync(by, Account.Id, cancellation));
        }
    }

    private async Task TakeSecondFactorAsync()
    {
        if (await dialogs.AskAsync($"Take the second factor away from {Who}?", "Their password alone opens the account from then on. Make sure that it is they who ask. They are signed out everywhere.", "Take it away", "Keep it"))
        {
            await ActAsync($"{Who} signs in without a code now.", (by, cancellation) => admin.TakeSecondFactorAwayAsync(by, Account.Id, cancellation));
        }
    }

    private async Task MakeAdminAsync()
    {
        if (await dialogs.AskAsync($"Make {Who} an admin?", "Admins see and delete every job of everybody, and manage all accounts.", "Make an admin", "Not now", Color.Primary))
        {
            await ActAsync($"{Who} is an admin now.", (by, cancellation) => admin.MakeAdminAsync(by, Account.Id, cancellation));
        }
    }

    private async Task TakeAdminAsync()
    {
        var text = _isOneself ? "You will be signed out, and see only your own jobs from then on." : "They are signed out, and see only their own jobs from then on.";
        if (await dialogs.AskAsync($"Take the admin role away from {Who}?", text, "Take it away", "Keep it"))
        {
            await ActAsync($"{Who} is a plain user now.", (by, cancellation) => admin.TakeAdminAwayAsync(by, Account.Id, cancellation));
        }
    }

    private async Task DisableAsync()
    {
        if (await dialogs.AskAsync($"Disable {Who}?", "They are signed out everywhere and cannot sign in until an admin enables the account again. Jobs and files stay, and what runs goes on.", "Disable", "Keep it"))
        {
            await ActAsync($"{Who} is disabled.", (by, cancellation) => admin.DisableAsync(by, Account.Id, cancellation));
        }
    }

    private async Task EnableAsync()
    {
        if (await dialogs.AskAsync($"Enable {Who}?", "They can sign in again, with the password that they had.", "Enable", "Not now", Color.Primary))
        {
            await ActAsync($"{Who} is enabled.", (by, cancellation) => admin.EnableAsync(by, Account.Id, cancellation));
        }
    }

    private async Task DeleteAsync()
    {
        var text = $"This deletes the account and all that belongs to it: {AccountStateLook.JobsOf(Account)}, their input files, results (also in the archive), logs and summaries. It begins at once and cannot be undone.";
        if (await dialogs.AskAsync($"Delete {Who}?", text, "Delete the account", "Keep it"))
        {
            await ActAsync($"{Who} is being deleted.", (by, cancellation) => admin.DeleteAsync(by, Account.Id, cancellation));
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
