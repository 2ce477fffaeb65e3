using Gas.Tests.Peers;

namespace Gas.Tests.Blazor.Accounts.Postgres;

/// <summary>The whole server, with its accounts on PostgreSQL; started for the first test that asks, which is skipped where there is none.</summary>
public sealed class PostgresSite : IAsyncDisposable
{
    private GasServer? _server;

    public GasServer Server => _server ??= new GasServer(PostgresPeer.Settings());

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
