using Microsoft.AspNetCore.Components;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Upload;

/// <summary>One file of the upload box; draws itself alone while it is being sent.</summary>
public sealed partial class UploadRow : IDisposable
{
    [Parameter, EditorRequired]
    public required UploadItem Item { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback OnStop { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback OnRetry { get; set; }

    private string Tone => Item.State switch
    {
        UploadState.Accepted => "good",
        UploadState.Refused or UploadState.Broken => "bad",
        _ => "quiet",
    };

    private string Words => Item.State switch
    {
        UploadState.Waiting => L["Waits for its turn"],
        UploadState.Sending => Item.Percent < 100 ? L["{0}% of {1}", Math.Floor(Item.Percent), FileSize.Of(Item.Size)] : L["Sent; waiting for the service's answer"],
        UploadState.Accepted => L["Accepted"],
        UploadState.Stopped => L["Stopped"],
        UploadState.Interrupted or UploadState.Refused or UploadState.Broken => Item.Problem ?? "",
    };

    public void Dispose() => Item.Changed -= StateHasChanged;

    protected override void OnInitialized() => Item.Changed += StateHasChanged;
}
