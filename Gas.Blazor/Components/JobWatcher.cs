using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components;

namespace Gas.Blazor.Components;

/// <summary>
/// Follows jobs for the component that contains it: subscribes first, then lets it read, then hands over what has changed, the first news at once
/// and then a few times a second at most. A prerendered page only reads. Draws nothing itself; give it another <c>@key</c> to begin anew.
/// </summary>
public sealed class JobWatcher : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private JobSubscription? _subscription;
    private Task _following = Task.CompletedTask;

    [Parameter, EditorRequired]
    public required Func<JobSubscription> Subscribe { get; set; }

    /// <summary>Reads the store, and again when news may have been lost. What is committed from the call on will also come as news.</summary>
    [Parameter, EditorRequired]
    public required Func<CancellationToken, Task> Read { get; set; }

    /// <summary>Takes the latest change of each job, on the circuit's dispatcher. May repeat what was read, or be older than it.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyCollection<JobChange>, CancellationToken, Task> News { get; set; }

    /// <summary>Between two deliveries of news.</summary>
    [Parameter]
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(125);

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _subscription?.Dispose();
        await _following;
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
            _following = Task.Run(() => FollowAsync(subscription, cancellation), CancellationToken.None);
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
        try
        {
            await foreach (var changes in subscription.ReadAllAsync(cancellation))
            {
                await InvokeAsync(() => TakeAsync(changes, cancellation));
                await Task.Delay(Pause, Time, cancellation);
            }
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
