using Gas.Blazor.Account;
using Gas.Blazor.Components.Upload;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Annotation.External;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Pages;

/// <summary>A job's file once more, with other options.</summary>
public sealed partial class JobAgain(JobAccess access, RunAgain again, ReferenceCatalog catalog, AnnotatorCatalog annotators, NavigationManager navigation)
{
    private IReadOnlyList<ReferenceDescription> _references = [];
    private SubmitChoices _choices = new();
    private Job? _job;
    private string? _refusal;
    private bool _busy;

    [Parameter]
    public string Id { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var user = (await Authentication).User;
        var job = JobId.TryParse(Id, out var id) ? await access.FindAsync(user, id, CancellationToken.None) : null;
        if (job is null || job.Owner != user.FindUserId() || job.State == JobState.Deleting)
        {
            navigation.NotFound();
            return;
        }

        _references = catalog.Describe();
        _choices = new SubmitChoices(job.Reference, job.Options.Strict, job.Options.Phasing, job.Options.Annotator);
        _job = job;
    }

    private void Choose(SubmitChoices choices) =>
        _choices = annotators.Offered(choices.Reference).Any(offered => offered.Name == choices.Annotator) ? choices : choices with { Annotator = null };

    private async Task RunAsync()
    {
        // The button is dead by then, but whoever writes the browser's messages by hand presses it as often as they like.
        if (_busy || _job is not { } job)
        {
            return;
        }

        (_busy, _refusal) = (true, null);
        try
        {
            // An annotator that is not said would be the old job's.
            var query = new UploadQuery(null, _choices.Reference, _choices.Strict, _choices.Phasing, _choices.Annotator ?? "");
            (var id, _refusal) = await again.RunAsync((await Authentication).User, job.Id, query, CancellationToken.None);
            if (id is { } next)
            {
                navigation.NavigateTo($"jobs/{next}");
            }
        }
        catch (Exception fault) when (fault is FileStoreFullException or IOException)
        {
            _refusal = L["The file could not be copied: the storage is full or not available. Nothing was kept; try again later, and tell the operator if it stays so."];
        }
        finally
        {
            _busy = false;
        }
    }
}
