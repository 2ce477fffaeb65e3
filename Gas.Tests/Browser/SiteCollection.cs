namespace Gas.Tests.Browser;

/// <summary>All tests that look through a browser share one browser and one server, and take turns: two would only wait for each other.</summary>
[CollectionDefinition(Name)]
public sealed class SiteCollection : ICollectionFixture<Site>
{
    public const string Name = "Site";
}
