using System.Security.Claims;
using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components.Jobs;

/// <summary>Counts by state and the latest jobs of the user, live.</summary>
public sealed partial class HomeOverview(IJobStore store, JobFeed feed)
{
    private const int Shown = 5;
    private static readonly JobFilter Everything = new(JobGroup.Everything);
    private UserId _owner;
    private JobList? _list;
    private IReadOnlyDictionary<JobState, JobTally>? _counts;
    private Announcer _announcer = default!;

    /// <summary>Whoever has none is not shown a row of zeros; the prerendered page's answer, until the circuit has read its own.</summary>
    [PersistentState]
    public bool? HasJobs { get; set; }

    [Parameter, EditorRequired]
    public required ClaimsPrincipal User { get; set; }

    protected override void OnParametersSet() =>
        _owner = User.FindUserId() ?? throw new InvalidOperationException("Somebody is signed in without an id.");

    private async Task ReadAsync(CancellationToken cancellation)
    {
        Take(await store.CountAsync(_owner, cancellation));
        _list = new JobList(Everything, await store.PageAsync(Everything.ToQuery(_owner, Shown), cancellation), Shown);
        StateHasChanged();
    }

    private async Task TakeAsync(IReadOnlyCollection<JobChange> changes, CancellationToken cancellation)
    {
        if (_list is not { } list)
        {
            return;
        }

        var moved = list.Apply(changes);
        if (list.Announcement is { } words)
        {
            _announcer.Say(words);
        }

        if (list.IsOvergrown || (moved && list.Rows.Count < Shown))
        {
            await ReadAsync(cancellation);
        }
        else if (moved || changes.Any(change => change.Progress is null))
        {
            await CountAsync(cancellation);
        }
    }

    private async Task CountAsync(CancellationToken cancellation)
    {
        Take(await store.CountAsync(_owner, cancellation));
        StateHasChanged();
    }

    private void Take(IReadOnlyDictionary<JobState, JobTally> counts) =>
        (_counts, HasJobs) = (counts, counts.Any(count => count.Key != JobState.Deleting && count.Value.Jobs > 0));
}
