namespace Gas.Tests.Billing;

public sealed class SubscriptionOnPostgresTests(PostgresPayingSite site) : SubscriptionTests(site.OrSkip()), IClassFixture<PostgresPayingSite>;
