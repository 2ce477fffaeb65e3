namespace Gas.Tests.Billing;

public sealed class SubscriptionOnPostgresTests(PostgresPayingSite site) : SubscriptionTests(site), IClassFixture<PostgresPayingSite>;
