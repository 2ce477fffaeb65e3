using System.Globalization;
using System.Security.Claims;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Components.Jobs;
using Gas.Blazor.Operation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Telemetry;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Operation;

/// <summary>One stage's queue: what waits, what was set aside, and what an admin can do about either.</summary>
public sealed partial class StageCard(DeadLetterDesk desk, ServiceHelm helm, IDialogService dialogs, TimeProvider time)
{
    private static readonly JobStateLook Paused = new(Text("Paused"), Icons.Material.Outlined.PauseCircle, "state-warming");
    private bool _busy;

    [Parameter, EditorRequired]
    public required Stage Stage { get; set; }

    [Parameter, EditorRequired]
    public required QueueVitals Queue { get; set; }

    /// <summary>The newest of those that were set aside.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<(DeadLetter Letter, Job? Job)> Letters { get; set; }

    [Parameter, EditorRequired]
    public required bool IsPaused { get; set; }

    /// <summary>What has been done, in words.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> OnDone { get; set; }

    /// <summary>Why something was not done, in words.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> OnRefused { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    private TimeProvider Time => time;

    private async Task SwitchAsync()
    {
        var (stage, pauses) = (Stage, !IsPaused);
        if (!pauses || await dialogs.AskAsync(L["Pause “{0}”?", StageLook.Of(stage)], L["No worker of any instance begins such work until somebody resumes it. What is under way ends; what waits goes on waiting."], L["Pause"], L["Not now"], Color.Primary))
        {
            await ActAsync(pauses ? L["“{0}” is paused.", StageLook.Of(stage)] : L["“{0}” is resumed.", StageLook.Of(stage)], by => helm.ChangeAsync(
                by,
                mode => mode with { Paused = pauses ? [.. mode.Paused.Append(stage).Distinct()] : [.. mode.Paused.Where(one => one != stage)] },
                AuditAction.StagePaused,
                $"{stage}",
                pauses ? "paused" : "resumed",
                CancellationToken.None));
        }
    }

    private async Task SettleAsync(DeadLetter letter, bool retry)
    {
        if (retry)
        {
            await ActAsync(L["The message is tried again."], by => desk.RetryAsync(by, letter, CancellationToken.None));
        }
        else if (await dialogs.AskAsync(L["Discard this message?"], L["The job stays as it is; nobody looks at it again for this message."], L["Discard"], L["Keep it"]))
        {
            await ActAsync(L["The message is discarded."], by => desk.DiscardAsync(by, letter, CancellationToken.None));
        }
    }

    private async Task SettleAllAsync(bool retry)
    {
        var letters = Letters.Select(one => one.Letter).ToArray();
        var count = letters.Length.ToString("N0", CultureInfo.InvariantCulture);
        var isWanted = retry
            ? await dialogs.AskAsync(L["Try {0} again?", count], L["Jobs that were given up begin anew; for the others the message is sent again."], L["Try {0} again", count], L["Not now"], Color.Primary)
            : await dialogs.AskAsync(L["Discard {0}?", count], L["The jobs stay as they are; nobody looks at them again for these messages."], L["Discard {0}", count], L["Keep them"]);
        if (isWanted)
        {
            await ActAsync(retry ? L["{0} messages are tried again.", count] : L["{0} messages are discarded.", count], async by =>
            {
                string? refusal = null;
                foreach (var letter in letters)
                {
                    refusal = (retry ? await desk.RetryAsync(by, letter, CancellationToken.None) : await desk.DiscardAsync(by, letter, CancellationToken.None)) ?? refusal;
                }

                return refusal;
            });
        }
    }

    private async Task ActAsync(string done, Func<ClaimsPrincipal, Task<string?>> act)
    {
        _busy = true;
        try
        {
            var refusal = await act((await Authentication).User);
            await (refusal is null ? OnDone.InvokeAsync(done) : OnRefused.InvokeAsync(refusal));
        }
        finally
        {
            _busy = false;
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
