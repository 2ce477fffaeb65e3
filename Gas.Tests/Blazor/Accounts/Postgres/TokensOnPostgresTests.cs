namespace Gas.Tests.Blazor.Accounts.Postgres;

public sealed class TokensOnPostgresTests(PostgresSite site) : TokenTests(site.Server), IClassFixture<PostgresSite>;
