using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Gas.Blazor.Operation;

/// <summary>How many pages are open at this instance.</summary>
public sealed class CircuitCount : CircuitHandler
{
    private int _open;
    private int _connected;

    /// <summary>Also those whose browser is away and may come back.</summary>
    public int Open => Volatile.Read(ref _open);

    public int Connected => Volatile.Read(ref _connected);

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _open, 1);

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _open, -1);

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _connected, 1);

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _connected, -1);

    private static Task Count(ref int count, int change)
    {
        Interlocked.Add(ref count, change);
        return Task.CompletedTask;
    }
}
