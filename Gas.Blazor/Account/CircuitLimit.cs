using Microsoft.AspNetCore.SignalR;

namespace Gas.Blazor.Account;

/// <summary>Holds one user to so many live pages by whatever way they come: of a page that polls, no request lasts as long as the page.</summary>
internal sealed class CircuitLimit(RateLimits limits) : IHubFilter
{
    private static readonly object Place = new();

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var place = limits.BeginCircuit(context.Context.GetHttpContext()!);
        if (!place.IsAcquired)
        {
            place.Dispose();
            context.Context.Abort();
            return;
        }

        context.Context.Items[Place] = place;
        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        using var place = context.Context.Items.TryGetValue(Place, out var held) ? held as IDisposable : null;
        await next(context, exception);
    }
}
