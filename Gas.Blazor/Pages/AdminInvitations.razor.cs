using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Invitations;
using Gas.Blazor.Components;
using Gas.Blazor.Mail;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using MudBlazor;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Pages;

/// <summary>Invitations that wait or were used, and a form that makes one.</summary>
public sealed partial class AdminInvitations : ComponentBase
{
    private IReadOnlyList<Invitation>? _invitations;
    private Announcer? _announcer;
    private string _email = "";
    private Plan _plan;
    private int _days = 7;
    private bool _busy;
    private string? _refusal;
    private string? _link;
    private string _told = "";

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject]
    private InvitationBook Book { get; set; } = default!;

    [Inject]
    private AccountPost Post { get; set; } = default!;

    [Inject]
    private IOptions<AccountOptions> Accounts { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private bool Takes => Accounts.Value.TakesInvitations;

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync() => _invitations = await Book.ListAsync(CancellationToken.None);

    private async Task MakeAsync()
    {
        _busy = true;
        try
        {
            var email = _email.Trim();
            (var text, _refusal) = await Book.MakeAsync(await UserAsync(), email, _plan, _days, CancellationToken.None);
            _link = null;
            if (text is null)
            {
                return;
            }

            _link = Navigation.ToAbsoluteUri(Invitation.PathOf(text)).ToString();
            _told = await TellAsync(email, text);
            _email = "";
            await ReadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<string> TellAsync(string email, string text)
    {
        if (email.Length == 0 || !Post.Reaches)
        {
            return L["Send this link yourself; it is not shown again."];
        }

        return await Post.InviteAsync(email, Invitation.PathOf(text), Time.GetUtcNow().AddDays(_days), CancellationToken.None) is { } refusal ? $"{refusal} {L["Send this link yourself; it is not shown again."]}" : L["A mail to {0} is on its way. The link is not shown again.", email];
    }

    private async Task RevokeAsync(Invitation invitation)
    {
        if (!await Dialogs.AskAsync(L["Revoke the invitation for {0}?", NameOf(invitation)], L["Its link makes no account any more."], L["Revoke"], L["Keep it"]))
        {
            return;
        }

        _refusal = await Book.RevokeAsync(await UserAsync(), invitation.Id, CancellationToken.None);
        _announcer?.Say(_refusal ?? L["The invitation is revoked."]);
        await ReadAsync();
    }

    private async Task<ClaimsPrincipal> UserAsync() => (await Authentication).User;

    private static string NameOf(Invitation invitation) => invitation.Email.Length > 0 ? invitation.Email : L["whoever has the link"];
}
