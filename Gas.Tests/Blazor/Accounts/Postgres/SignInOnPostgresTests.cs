namespace Gas.Tests.Blazor.Accounts.Postgres;

public sealed class SignInOnPostgresTests(PostgresSite site) : SignInTests(site.Server), IClassFixture<PostgresSite>;
