using System.Security.Claims;
using Gas.Blazor.Operation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Gas.Blazor.Components.Operation;

/// <summary>A card by which an admin changes how the service behaves; says what came of it.</summary>
public abstract class HelmCard : ComponentBase
{
    /// <summary>What has been done, in words.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> OnDone { get; set; }

    /// <summary>Why something was not done, in words.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> OnRefused { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject]
    protected ServiceHelm Helm { get; set; } = default!;

    [Inject]
    protected IDialogService Dialogs { get; set; } = default!;

    protected bool IsBusy { get; private set; }

    /// <param name="act">Null when it is done, or a sentence that says why not.</param>
    protected async Task ActAsync(string done, Func<ClaimsPrincipal, Task<string?>> act)
    {
        IsBusy = true;
        try
        {
            var refusal = await act((await Authentication).User);
            await (refusal is null ? OnDone.InvokeAsync(done) : OnRefused.InvokeAsync(refusal));
        }
        finally
        {
            IsBusy = false;
        }
    }

    /// <summary>One line of bounded length.</summary>
    protected static string LineOf(string? text)
    {
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > ServiceMode.LongestText ? line[..ServiceMode.LongestText] : line;
    }
}
