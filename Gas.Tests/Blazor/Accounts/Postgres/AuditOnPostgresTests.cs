namespace Gas.Tests.Blazor.Accounts.Postgres;

public sealed class AuditOnPostgresTests(PostgresSite site) : AuditTests(site.Server), IClassFixture<PostgresSite>;
