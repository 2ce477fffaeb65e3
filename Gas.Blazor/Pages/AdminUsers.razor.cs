using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.People;
using Gas.Blazor.Components;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Pages;

/// <summary>All accounts in the order of their e-mail addresses, live, with what an admin can do with each. Search and place are in the address.</summary>
public sealed partial class AdminUsers(AccountList list, JobFeed feed, NavigationManager navigation, AuditTrail trail) : IDisposable
{
    private const int PageSize = 25;
    private const int LongestText = 256;

    /// <summary>One reading at a time, so that no older answer follows a newer.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);
    private string? _search;
    private string? _after;
    private string? _next;
    private List<AccountLine>? _accounts;
    private Announcer? _announcer;
    private string? _refusal;

    [SupplyParameterFromQuery(Name = "q")]
    private string? SearchText { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    /// <summary>Rows on the prerendered page: room for as many is kept until the circuit has read them again.</summary>
    [PersistentState]
    public int? ShownBefore { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        var (search, after) = (Given(SearchText), Given(After));
        if ((search, after) != (_search, _after))
        {
            (_search, _after, _accounts, _next) = (search, after, null, null);
        }

        await trail.NoteOnceAsync((await Authentication).User, AuditAction.ListSeen, "", $"accounts: {_search ?? "all"}");
    }

    public void Dispose() => _turn.Dispose();

    private Task ReadAsync(CancellationToken cancellation) => InTurnAsync(
        async () =>
        {
            var page = await list.PageAsync(_search, _after, PageSize, cancellation);
            cancellation.ThrowIfCancellationRequested();
            (_accounts, _next, ShownBefore) = ([.. page.Accounts], page.Next, page.Accounts.Count);
            StateHasChanged();
        },
        cancellation);

    /// <summary>Jobs have come, changed or gone: their owners' counts may have, too.</summary>
    private async Task TakeAsync(IReadOnlyCollection<JobChange> changes, CancellationToken cancellation)
    {
        foreach (var owner in changes.Where(change => change.Progress is null).Select(change => change.Job.Owner).Distinct())
        {
            await LookAsync(owner, cancellation);
        }
    }

    private Task LookAsync(UserId account) => LookAsync(account, CancellationToken.None);

    /// <summary>Reads one account of this page again; it leaves the page when it is gone.</summary>
    private Task LookAsync(UserId account, CancellationToken cancellation) => InTurnAsync(
        async () =>
        {
            if (_accounts?.Find(line => line.Id == account) is not { } before)
            {
                return;
            }

            var now = await list.FindAsync(account, cancellation);
            // A list of its own, so that the table sees that something has changed.
            _accounts = [.. _accounts.Select(line => line == before ? now : line).OfType<AccountLine>()];
            if (now is null)
            {
                _announcer?.Say(L["{0} is deleted.", before.Email]);
            }

            StateHasChanged();
        },
        cancellation);

    private async Task InTurnAsync(Func<Task> read, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await read();
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Search(string? text) => navigation.NavigateTo(UriOf(Given(text), null), replace: true);

    private void Say(string done)
    {
        _refusal = null;
        _announcer?.Say(done);
    }

    private void Refuse(string refusal) => _refusal = refusal;

    /// <summary>No address and no name is longer than that.</summary>
    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is { Length: > LongestText } trimmed ? trimmed[..LongestText] : text.Trim();

    private static string UriOf(string? search, string? after)
    {
        (string Name, string? Value)[] parts = [("q", search), ("after", after)];
        var query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "admin/users" : $"admin/users?{query}";
    }
}
