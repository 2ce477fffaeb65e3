using Gas.Tests.Blazor.Accounts.Postgres;

namespace Gas.Tests.Operation;

public sealed class ServiceHelmOnPostgresTests(PostgresSite site) : ServiceHelmTests(site.Server), IClassFixture<PostgresSite>;
