using Gas.Blazor.Account;
using Gas.Blazor.Components;
using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Gas.Blazor.Pages;

/// <summary>One job, live. A job of somebody else is not found, like one that does not exist.</summary>
public sealed partial class OneJob(JobAccess access, JobFeed feed, NavigationManager navigation)
{
    private LiveJob? _live;
    private Announcer? _announcer;
    private string? _refusal;

    [Parameter]
    public string Id { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    protected override void OnParametersSet()
    {
        if (!JobId.TryParse(Id, out var id))
        {
            navigation.NotFound();
        }
        else if (_live is not null && _live.Job.Id != id)
        {
            _live = null;
        }
    }

    private async Task ReadAsync(JobId id, CancellationToken cancellation)
    {
        var job = await access.FindAsync((await Authentication).User, id, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (job is null)
        {
            navigation.NotFound();
            return;
        }

        _live = new LiveJob(job);
        StateHasChanged();
    }

    private Task TakeAsync(IReadOnlyCollection<JobChange> changes, CancellationToken cancellation)
    {
        // Without a job that was found nothing is told: the feed knows no owners.
        if (_live is not { } live)
        {
            return Task.CompletedTask;
        }

        var before = live.Job.State;
        if (changes.Aggregate(false, (taken, change) => live.Offer(change) || taken))
        {
            StateHasChanged();
        }

        if (live.Job.State != before)
        {
            _refusal = null;
            _announcer?.Say($"{live.Job.FileName}: {JobStateLook.Of(live.Job.State).Word}");
        }

        return Task.CompletedTask;
    }

    private void Refuse(string words) => _refusal = words;
}
