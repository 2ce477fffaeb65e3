using Gas.Blazor.Account.Audit;
using Gas.Blazor.Components;
using Gas.Blazor.Components.Jobs;
using Gas.Blazor.Operation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Pages;

/// <summary>Everybody's jobs, newest first, live, with what an admin can do with one or with all that match. Filter and place are in the address.</summary>
public sealed partial class AdminJobs(IJobStore store, JobFeed feed, OwnerNames owners, PageLength length, AuditTrail trail)
{
    private JobFilter _filter = new(JobGroup.Everything);
    private Dictionary<UserId, string> _names = [];
    private JobList? _list;
    private Announcer? _announcer;
    private string? _refusal;
    private bool _isNobody;
    private bool _isReady;

    /// <summary>Times that the page was read again because it had grown too long or empty.</summary>
    private int _readings;

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateKey { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? SearchText { get; set; }

    [SupplyParameterFromQuery]
    private string? Tag { get; set; }

    [SupplyParameterFromQuery(Name = "owner")]
    private string? Owner { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <summary>What is looked for, by the names of the address.</summary>
    private IEnumerable<KeyValuePair<string, string>> Parts =>
        new Dictionary<string, string?> { ["state"] = _filter.Group.Key, ["owner"] = Owner?.Trim(), ["q"] = _filter.Search, ["tag"] = _filter.Tag }.Where(part => !string.IsNullOrEmpty(part.Value))!;

    /// <summary>For the audit trail, whatever language its reader has.</summary>
    private string FilterTrail => Parts.Any() ? string.Join(", ", Parts.Select(part => $"{part.Key}={part.Value}")) : "all";

    private string FilterWords => string.Join(", ", new[] { _filter.Group == JobGroup.Everything ? L["jobs in any state"] : _filter.Group.Word, Owner, _filter.Search is { } text ? $"'{text}'" : null, _filter.Tag is { } tag ? L["tagged '{0}'", tag].Value : null }.Where(part => !string.IsNullOrWhiteSpace(part)));

    protected override async Task OnParametersSetAsync()
    {
        var email = string.IsNullOrWhiteSpace(Owner) ? null : Owner.Trim();
        var owner = email is null ? null : await owners.FindAsync(email, CancellationToken.None);
        var filter = JobFilter.Of(StateKey, SearchText, Tag, After) with { Owner = owner };
        (_isNobody, _isReady) = (email is not null && owner is null, email is null || owner is not null);
        if (filter != _filter)
        {
            (_filter, _list, _refusal) = (filter, null, null);
        }

        await trail.NoteOnceAsync((await Authentication).User, AuditAction.ListSeen, "", $"jobs: {FilterTrail}");
    }

    private JobQuery Query(int size) => _filter.ToQuery(_filter.Owner, size);

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var filter = _filter;
        var page = await store.PageAsync(Query(length.Rows), cancellation);
        await NameAsync(page.Jobs.Select(job => job.Owner), cancellation);
        cancellation.ThrowIfCancellationRequested();
        _list = new JobList(filter, page, length.Rows);
        StateHasChanged();
    }

    private async Task TakeAsync(IReadOnlyCollection<JobChange> changes, CancellationToken cancellation)
    {
        if (_list is not { } list || !list.Apply(changes))
        {
            return;
        }

        // Rows that only changed have drawn themselves; here some have come or gone.
        await NameAsync(list.Rows.Select(row => row.Job.Owner), cancellation);
        _readings += list.IsOvergrown || (list.Rows.Count == 0 && list.Older is not null) ? 1 : 0;
        StateHasChanged();
    }

    private async Task NameAsync(IEnumerable<UserId> met, CancellationToken cancellation)
    {
        var strangers = met.Where(owner => !_names.ContainsKey(owner)).ToHashSet();
        if (strangers.Count > 0)
        {
            _names = _names.Concat(await owners.OfAsync(strangers, cancellation)).ToDictionary();
        }
    }

    private void Say(string done)
    {
        _refusal = null;
        _announcer?.Say(done);
    }

    private void Refuse(string refusal) => _refusal = refusal;

    private string UriOf(string? after) =>
        "admin/jobs?" + string.Join('&', (after is null ? Parts : Parts.Append(new("after", after))).Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value)}"));
}
