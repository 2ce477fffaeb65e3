namespace Gas.Tests.Blazor.Accounts.Postgres;

public sealed class SignInOnPostgresTests(PostgresServer server) : SignInTests(server), IClassFixture<PostgresServer>;
