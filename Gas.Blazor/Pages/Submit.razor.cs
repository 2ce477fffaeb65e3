using Gas.Blazor.Components;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Annotation.Genome;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace Gas.Blazor.Pages;

/// <summary>Choose what to do with files, then send them.</summary>
public sealed partial class Submit(ReferenceCatalog catalog, IOptions<UploadOptions> uploads, IJSRuntime scripts)
{
    private const string Remembered = "submit-choices";
    private List<(string Name, string Title)> _references = [];
    private UploadRules _rules = new(0);
    private SubmitChoices _choices = new();
    private UploadBox _box = default!;

    protected override void OnInitialized()
    {
        _references = [.. catalog.Describe().Select(reference => (reference.Name, reference.Title))];
        _rules = new UploadRules(uploads.Value.MaxBytes);
        _choices = new SubmitChoices(_references is [var first, ..] ? first.Name : null);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        await using var module = await scripts.InvokeAsync<IJSObjectReference>("import", "./Components/UploadBox.razor.js");
        if (await module.InvokeAsync<SubmitChoices?>("recall", Remembered) is { } remembered)
        {
            // A reference may have been retired since.
            _choices = remembered with { Reference = _references.Any(reference => reference.Name == remembered.Reference) ? remembered.Reference : _choices.Reference };
            StateHasChanged();
        }
    }

    private async Task RememberAsync(SubmitChoices choices)
    {
        _choices = choices;
        await using var module = await scripts.InvokeAsync<IJSObjectReference>("import", "./Components/UploadBox.razor.js");
        await module.InvokeVoidAsync("remember", Remembered, choices);
    }
}
