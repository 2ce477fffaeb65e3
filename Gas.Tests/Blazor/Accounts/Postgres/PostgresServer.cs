using Gas.Tests.Peers;

namespace Gas.Tests.Blazor.Accounts.Postgres;

/// <summary>The whole server, with its accounts on PostgreSQL.</summary>
public sealed class PostgresServer() : GasServer(PostgresPeer.Settings());
