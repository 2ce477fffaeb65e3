using Gas.Blazor.Account;
using Gas.Blazor.Components;
using Gas.Blazor.Components.Jobs;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Gas.Blazor.Pages;

/// <summary>The user's jobs, newest first, live. Filter, search and place are in the address.</summary>
public sealed partial class MyJobs(IJobStore store, JobFeed feed, NavigationManager navigation, ISnackbar snackbar, PageLength length) : IDisposable
{
    private JobFilter _filter = new(JobGroup.Everything);
    private readonly ChosenJobs _chosen = new();
    private UserId? _owner;
    private JobId[] _tickedBefore = [];
    private JobList? _list;
    private Announcer? _announcer;

    /// <summary>Times that the page was read again because it had grown too long.</summary>
    private int _readings;

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateKey { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? SearchText { get; set; }

    [SupplyParameterFromQuery]
    private string? Tag { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    /// <summary>Rows on the prerendered page: room for as many is kept until the circuit has read them again.</summary>
    [PersistentState]
    public int? ShownBefore { get; set; }

    /// <summary>What is ticked, so that a page that was put to rest comes back with it.</summary>
    [PersistentState]
    public JobId[]? Ticked
    {
        get => [.. _chosen.Jobs.Select(job => job.Id)];
        set => _tickedBefore = value ?? [];
    }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    public void Dispose() => _chosen.Changed -= StateHasChanged;

    protected override void OnInitialized() => _chosen.Changed += StateHasChanged;

    protected override async Task OnParametersSetAsync()
    {
        var filter = JobFilter.Of(StateKey, SearchText, Tag, After);
        if (filter != _filter)
        {
            _filter = filter;
            _list = null;
            _chosen.Clear();
        }

        if (_list is null && ShownBefore == 0)
        {
            _list = new JobList(filter, new JobPage([], null), length.Rows);
        }

        _owner ??= (await Authentication).User.FindUserId();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var filter = _filter;
        var page = await store.PageAsync(filter.ToQuery(_owner!.Value, length.Rows), cancellation);
        cancellation.ThrowIfCancellationRequested();
        var ticked = _chosen.Jobs.Select(job => job.Id).Concat(_tickedBefore).ToHashSet();
        (_list, _tickedBefore) = (new JobList(filter, page, length.Rows), []);
        _chosen.Replace(_list.Rows.Where(row => ticked.Contains(row.Job.Id)));
        ShownBefore = page.Jobs.Count;
        StateHasChanged();
    }

    private Task TakeAsync(IReadOnlyCollection<JobChange> changes, CancellationToken cancellation)
    {
        if (_list is not { } list)
        {
            return Task.CompletedTask;
        }

        // Rows that only changed have drawn themselves; the page does so when some have come or gone.
        if (list.Apply(changes))
        {
            _readings += list.IsOvergrown || (list.Rows.Count == 0 && list.Older is not null) ? 1 : 0;
            _chosen.Keep(list.Rows);
            StateHasChanged();
        }

        if (list.Announcement is { } words)
        {
            _announcer?.Say(words);
        }

        return Task.CompletedTask;
    }

    private void SayDone(string words) => snackbar.Add(words);

    private void Search(string? text) =>
        navigation.NavigateTo(JobFilter.Of(_filter.Group.Key, text, _filter.Tag, after: null).ToUri(), replace: true);
}
