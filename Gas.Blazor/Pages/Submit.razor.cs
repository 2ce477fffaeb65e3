using Gas.Blazor.Account;
using Gas.Blazor.Components.Upload;
using Gas.Blazor.Endpoints;
using Gas.Blazor.Operation;
using Gas.Pipeline;
using Gas.Pipeline.Annotation.External;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace Gas.Blazor.Pages;

/// <summary>Choose what to do with files, then send them.</summary>
public sealed partial class Submit(ReferenceCatalog catalog, AnnotatorCatalog annotators, IOptions<UploadOptions> uploads, PlanCatalog plans, IOwners owners, IFileStore files, ModeNews news, IJSRuntime scripts)
{
    private const string Remembered = "submit-choices";
    private IReadOnlyList<ReferenceDescription> _references = [];
    private SubmitChoices _choices = new();
    private UploadBox _box = default!;
    private UserId? _owner;

    /// <summary>Of the user's plan as last read; the prerendered page's, until the circuit has read its own.</summary>
    [PersistentState]
    public UploadLimit? Limit { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _references = [.. catalog.Describe().Where(reference => !news.Mode.IsRetired(reference.Name))];
        _choices = new SubmitChoices(_references.Any(reference => reference.Name == news.Mode.Reference) ? news.Mode.Reference : _references is [var first, ..] ? first.Name : null);
        Limit ??= new UploadLimit(uploads.Value.MaxBytes, false);
        _owner = (await Authentication).User.FindUserId();
        await ReadPlanAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        await using var module = await scripts.InvokeAsync<IJSObjectReference>("import", "./Components/Upload/UploadBox.razor.js");
        if (await module.InvokeAsync<SubmitChoices?>("recall", Remembered) is { } remembered)
        {
            // A reference may have been retired since.
            _choices = remembered with { Reference = _references.Any(reference => reference.Name == remembered.Reference) ? remembered.Reference : _choices.Reference };
            DropMissingAnnotator();
            StateHasChanged();
        }
    }

    private async Task ReadPlanAsync()
    {
        var plan = _owner is { } owner ? await owners.PlanAsync(owner, CancellationToken.None) : default;
        Limit = UploadLimit.Of(uploads.Value.MaxBytes, plans, plan.Plan);
    }

    /// <summary>Not every tool is there for every reference, or today.</summary>
    private void DropMissingAnnotator()
    {
        if (annotators.Offered(_choices.Reference).All(offered => offered.Name != _choices.Annotator))
        {
            _choices = _choices with { Annotator = null };
        }
    }

    private async Task RememberAsync(SubmitChoices choices)
    {
        _choices = choices;
        DropMissingAnnotator();
        await using var module = await scripts.InvokeAsync<IJSObjectReference>("import", "./Components/Upload/UploadBox.razor.js");
        await module.InvokeVoidAsync("remember", Remembered, _choices);
    }
}
