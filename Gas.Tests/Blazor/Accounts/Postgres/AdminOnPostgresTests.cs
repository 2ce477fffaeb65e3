using Gas.Tests.Peers;

namespace Gas.Tests.Blazor.Accounts.Postgres;

public sealed class AdminOnPostgresTests() : AccountAdminTests(PostgresPeer.Settings());
