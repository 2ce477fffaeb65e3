using Gas.Tests.Blazor.Accounts;

namespace Gas.Tests.Operation;

public sealed class ServiceHelmOnSqliteTests(GasServer server) : ServiceHelmTests(server), IClassFixture<GasServer>;
