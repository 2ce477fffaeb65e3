using YamlDotNet.RepresentationModel;

namespace Gas.Tests.Deployment;

public sealed class ComposeTests
{
    private readonly ComposeFile _compose = new();

    [Fact]
    public void No_container_can_do_more_than_it_must()
    {
        Assert.Equal(["database", "gas-1", "gas-2", "proxy"], _compose.Services.Keys.Order(StringComparer.Ordinal));
        Assert.All(_compose.Services.Values, service =>
        {
            Assert.Equal("true", service["read_only"].ToString());
            Assert.Equal("ALL", Assert.Single((YamlSequenceNode)service["cap_drop"]).ToString());
            Assert.Equal("no-new-privileges:true", Assert.Single((YamlSequenceNode)service["security_opt"]).ToString());
            Assert.True(service.Children.ContainsKey("healthcheck") || service["image"].ToString() == "gas");
        });
        Assert.Equal(["proxy"], _compose.Services.Where(one => one.Value.Children.ContainsKey("ports")).Select(one => one.Key));
    }

    [Fact]
    public void The_image_brings_the_health_check_that_the_proxy_waits_for() =>
        Assert.Contains("HEALTHCHECK", File.ReadAllText(Path.Combine(RepositoryRoot.Path, "Dockerfile")), StringComparison.Ordinal);
}
