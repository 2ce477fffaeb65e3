using Gas.Blazor.Account;
using Gas.Blazor.Components;
using Gas.Blazor.Components.Variants;
using Gas.Blazor.Variants;
using Gas.Pipeline.Annotation.Genome;
using Gas.Pipeline.Annotation.Index;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Variants;
using Gas.Pipeline.Variants.Exports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Pages;

/// <summary>A job's variants: filter, order and page are in the address. A job of somebody else is not found, like one that does not exist.</summary>
public sealed partial class JobVariants(JobAccess access, JobFeed feed, VariantIndexes indexes, VariantRecords records, ReferenceCatalog references, NavigationManager navigation, IJSRuntime scripts) : IAsyncDisposable
{

    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource? _looking;
    private Announcer? _announcer;
    private IJSObjectReference? _module;
    private Job? _job;
    private VariantIndex? _index;
    private VariantQuery _query = new();
    private VariantHits? _found;
    private IReadOnlyList<VariantRow>? _rows;
    private IReadOnlyList<VariantTableColumn>? _chosen;
    private VariantRow? _shown;
    private long? _openBefore;
    private (string Title, string Text)? _obstacle;
    private double? _share;
    private bool _isEnhanced;

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Rows on the prerendered page: room for as many is kept until the circuit has read them again.</summary>
    [PersistentState]
    public int? ShownBefore { get; set; }

    /// <summary>The record whose details are open, so that a page that was put to rest comes back with them.</summary>
    [PersistentState]
    public long? OpenRecord
    {
        get => _shown?.Hit.Row;
        set => _openBefore = value;
    }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    private IReadOnlyList<VariantTableColumn> Columns => _chosen ?? (_index is null ? [] : VariantTableColumns.DefaultFor(_index.Facets));

    private string Address => VariantQuery.AddressOf(_job!.Id);

    private int Pages => VariantPage.CountOf(_found?.Count ?? 0);

    public async ValueTask DisposeAsync()
    {
        navigation.LocationChanged -= OnMoved;
        await _stop.CancelAsync();
        _looking?.Dispose();
        _stop.Dispose();
        try
        {
            await (_module?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // Gone with the browser.
        }
    }

    protected override void OnInitialized() => navigation.LocationChanged += OnMoved;

    protected override void OnParametersSet()
    {
        if (!JobId.TryParse(Id, out _))
        {
            navigation.NotFound();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await scripts.InvokeAsync<IJSObjectReference>("import", _stop.Token, "./Pages/JobVariants.razor.js");
            _chosen = VariantTableColumns.Parse(await _module.InvokeAsync<string?>("columns", _stop.Token));
            StateHasChanged();
        }

        if (!_isEnhanced && _module is not null && _index is not null)
        {
            _isEnhanced = true;
            await _module.InvokeVoidAsync("enhance", _stop.Token);
        }

        if (_openBefore is { } open && _module is not null && _rows?.FirstOrDefault(row => row.Hit.Row == open) is { Record: not null } row)
        {
            _openBefore = null;
            await OpenAsync(row);
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

        _job = job;
        await LookAsync();
    }

    private async Task TakeAsync(IReadOnlyCollection<JobChange> changes, CancellationToken cancellation)
    {
        // Without a job that was found nothing is told: the feed knows no owners.
        if (_job is not { } known || changes.LastOrDefault(change => change.Job.Version > known.Version) is not { } change)
        {
            return;
        }

        var turned = change.Removed || change.Job.State != known.State;
        _job = change.Job;
        if (turned)
        {
            _index = change.Removed ? null : _index;
            await LookAsync(change.Removed);
        }
    }

    private void OnMoved(object? sender, LocationChangedEventArgs moved)
    {
        if (navigation.ToBaseRelativePath(moved.Location).Split('?')[0] == $"jobs/{Id}/variants")
        {
            _ = InvokeAsync(() => GuardAsync(() => LookAsync()));
        }
    }

    private async Task GuardAsync(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task OpenAsync(VariantRow row)
    {
        _shown = row;
        StateHasChanged();
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("show", _stop.Token);
        }
    }

    private async Task ChooseAsync(VariantTableColumn column, bool isShown)
    {
        _chosen = [.. Enum.GetValues<VariantTableColumn>().Where(known => known == column ? isShown : Columns.Contains(known))];
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("keepColumns", _stop.Token, string.Join(',', _chosen));
        }
    }

    private static string TitleOf(ExportFormat format) => format.Name switch
    {
        "vcf" => L["VCF (bgzip)"],
        "tsv" => L["Tab-separated values"],
        "jsonl" => L["JSON lines"],
        "xlsx" => L["Excel workbook"],
        _ => format.Name,
    };

    private string ReferenceWords(Job job)
    {
        try
        {
            return $"{job.Reference} {references.Get(job.Reference).Title}";
        }
        catch (ReferenceException)
        {
            return job.Reference;
        }
    }
}
