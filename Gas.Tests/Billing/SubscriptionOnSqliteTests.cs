namespace Gas.Tests.Billing;

public sealed class SubscriptionOnSqliteTests(PayingSite site) : SubscriptionTests(site), IClassFixture<PayingSite>;
