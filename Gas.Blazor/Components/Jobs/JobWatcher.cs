using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components.Jobs;

/// <summary>
/// Follows jobs for the component that contains it: subscribes first, then lets it read, then hands over what has changed, the first news at once
/// and then a few times a second at most. A prerendered page only reads. Draws nothing itself; give it another <c>@key</c> to begin anew.
/// </summary>
public sealed class JobWatcher : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _moved = new(0, 1);
    private JobSubscription? _subscription;
    private Task _following = Task.CompletedTask;
    private Task _recounting = Task.CompletedTask;

    [Parameter, EditorRequired]
    public required Func<JobSubscription> Subscribe { get; set; }

    /// <summary>Reads the store, and again when news may have been lost. What is committed from the call on will also come as news.</summary>
    [Parameter, EditorRequired]
    public required Func<CancellationToken, Task> Read { get; set; }

    /// <summary>Takes the latest change of each job, on the circuit's dispatcher. May repeat what was read, or be older than it.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyCollection<JobChange>, CancellationToken, Task> News { get; set; }

    /// <summary>Counts again some time after the news, where the provider's counts lag behind it. Null where nothing is counted.</summary>
    [Parameter]
    public Func<CancellationToken, Task>? Recount { get; set; }

    /// <summary>Between two deliveries of news.</summary>
    [Parameter]
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(125);

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private CountLag Lag { get; set; } = default!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _subscription?.Dispose();
        await Task.WhenAll(_following, _recounting);
        _moved.Dispose();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var cancellation = _stop.Token;
        if (RendererInfo.IsInteractive)
        {
            _subscription = Subscribe();
        }

        await Read(cancellation);
        if (_subscription is { } subscription && !cancellation.IsCancellationRequested)
        {
            // Off the dispatcher: waiting costs the circuit nothing.
            _following = Task.Run(() => GuardAsync(() => FollowAsync(subscription, cancellation), cancellation), CancellationToken.None);
            _recounting = Recount is null || Lag.Time == TimeSpan.Zero ? Task.CompletedTask : Task.Run(() => GuardAsync(() => RecountAsync(cancellation), cancellation), CancellationToken.None);
        }
    }

    protected override bool ShouldRender() => false;

    /// <summary>No changes at all: some may have been lost, so the store is read again.</summary>
    private Task TakeAsync(IReadOnlyCollection<JobChange> changes, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.CompletedTask;
        }

        return changes.Count == 0 ? Read(cancellation) : News(changes, cancellation);
    }

    private async Task FollowAsync(JobSubscription subscription, CancellationToken cancellation)
    {
        await foreach (var changes in subscription.ReadAllAsync(cancellation))
        {
            using (PipelineTrace.BeginPage(changes))
            {
                await InvokeAsync(() => TakeAsync(changes, cancellation));
            }

            if (_moved.CurrentCount == 0 && (changes.Count == 0 || changes.Any(change => change.Progress is null)))
            {
                _moved.Release();
            }

            await Task.Delay(Pause, Time, cancellation);
        }
    }

    /// <summary>News that comes during the wait is waited for once more.</summary>
    private async Task RecountAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await _moved.WaitAsync(cancellation);
            await Task.Delay(Lag.Time, Time, cancellation);
            await InvokeAsync(() => cancellation.IsCancellationRequested ? Task.CompletedTask : Recount!(cancellation));
        }
    }

    private async Task GuardAsync(Func<Task> loop, CancellationToken cancellation)
    {
        try
        {
            await loop();
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // The page is gone, and with it whoever could be told.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
