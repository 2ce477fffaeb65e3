using Gas.Blazor.Account;
using Gas.Blazor.Components;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Gas.Blazor.Pages;

/// <summary>Choose what to do with files, then send them.</summary>
public sealed partial class Submit(ReferenceCatalog catalog, IConfiguration settings, IJSRuntime scripts, NavigationManager navigation)
{
    private const string Remembered = "submit-choices";
    private List<(string Name, string Title)> _references = [];
    private UploadRules _rules = new(0);
    private SubmitChoices _choices = new();
    private bool _trying;
    private string? _problem;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject]
    private JobLedger Ledger { get; set; } = default!;

    [Inject]
    private IFileStore Files { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override void OnInitialized()
    {
        _references = [.. catalog.Describe().Select(reference => (reference.Name, reference.Title))];
        _rules = new UploadRules(settings.GetValue("Upload:MaxBytes", 5L << 30));
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

    private async Task TryAsync(string sample)
    {
        (_trying, _problem) = (true, null);
        var user = (await Authentication).User.FindUserId() ?? throw new InvalidOperationException("Somebody is signed in without an id.");
        var id = JobId.New(Time.GetUtcNow());
        await using var source = SampleFiles.Open(sample);
        await using var draft = await Files.CreateAsync(JobFiles.Input(id), default);
        await source.CopyToAsync(draft.Content);
        var input = await draft.CommitAsync(default);
        var job = await Ledger.SubmitAsync(Job.Submitted(id, user, Plan.Free, sample, input, _choices.Reference!, new AnnotationOptions { Strict = _choices.Strict }, Time.GetUtcNow()), default);
        navigation.NavigateTo($"jobs/{job.Id}");
    }
}
