namespace Gas.Tests.Blazor.Accounts;

public sealed class SignInOnSqliteTests(GasServer server) : SignInTests(server), IClassFixture<GasServer>;
