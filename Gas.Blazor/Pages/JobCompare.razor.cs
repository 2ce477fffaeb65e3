using Gas.Blazor.Account;
using Gas.Blazor.Components;
using Gas.Blazor.Results;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Annotation.Comparison;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Pages;

/// <summary>Two runs of one file side by side: first the choice of the other, then the differences as they are found.</summary>
public sealed partial class JobCompare(JobAccess access, JobComparison comparison, TimeProvider time, NavigationManager navigation)
{
    private const int Shown = 200;
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<ChangeLine> _changes = [];
    private Job? _job;
    private IReadOnlyList<Job> _others = [];
    private (Job Old, Job New)? _pair;
    private ComparisonTotals? _totals;
    private Announcer? _announcer;
    private string? _refusal;
    private long _found;
    private string? _compared;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery]
    public string? With { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        _job ??= JobId.TryParse(Id, out var id) ? await access.FindAsync(user, id, _stop.Token) : null;
        if (_job is null)
        {
            navigation.NotFound();
            return;
        }

        _others = With is null ? await comparison.OthersAsync(_job, _stop.Token) : [];
        _pair = JobId.TryParse(With, out var other) ? await comparison.FindAsync(user, _job.Id, other, _stop.Token) : null;
        if (_pair is not null && _compared != With && RendererInfo.IsInteractive)
        {
            // Not awaited: the page shows what has been found so far.
            _compared = With;
            _ = CompareAsync(_pair.Value.Old, _pair.Value.New);
        }
    }

    private async Task CompareAsync(Job before, Job after)
    {
        _changes.Clear();
        (_found, _totals, _refusal) = (0, null, null);
        var drawn = time.GetTimestamp();
        try
        {
            _totals = await Task.Run(() => comparison.CompareAsync(before, after, TakeAsync, _stop.Token), _stop.Token);
            _announcer?.Say(_totals.AreEqual ? L["Both runs are alike"] : L["{0} variants differ", _totals.Changed + _totals.Added + _totals.Removed]);
        }
        catch (VcfException fault)
        {
            _refusal = fault.Message;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
            return;
        }

        StateHasChanged();

        Task TakeAsync(string line)
        {
            if (ChangeLine.Of(line) is not { } change)
            {
                return Task.CompletedTask;
            }

            if (++_found > Shown && time.GetElapsedTime(drawn) < RedrawEvery)
            {
                return Task.CompletedTask;
            }

            drawn = time.GetTimestamp();
            return InvokeAsync(() =>
            {
                if (_changes.Count < Shown)
                {
                    _changes.Add(change);
                }

                StateHasChanged();
            });
        }
    }

    /// <summary>What tells one run from another.</summary>
    private static string Words(Job job)
    {
        List<string> words = [job.Reference, job.Options.Annotator ?? L["own engine"], job.Options.Strict ? L["strict"] : L["lenient"]];
        if (job.Options.Phasing != Phasing.None)
        {
            words.Add(job.Options.Phasing == Phasing.Assumed ? L["taken as phased"] : L["phased"]);
        }

        return string.Join(" · ", job.Labels is { Tags: { Count: > 0 } tags } ? words.Concat(tags) : words);
    }
}
