using System.Net;
using Gas.Pipeline.Ports;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gas.Tests.Blazor.Endpoints;

public sealed class ReadinessTests
{
    private static readonly DateTimeOffset Since = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, HttpStatusCode.ServiceUnavailable)]
    [InlineData(false, HttpStatusCode.OK)]
    public async Task A_service_that_is_away_is_named_without_what_it_said(bool isStoreDown, HttpStatusCode status)
    {
        var away = new TestServices();
        away.Stand(new ServiceStanding("S3", ServiceState.Open, Since, "secret words"), new ServiceStanding("SQS", ServiceState.Closed, Since));
        await using var server = new GasServer([], services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IServices>(away));
            if (isStoreDown)
            {
                services.Replace(ServiceDescriptor.Singleton<IJobStore>(new DownJobStore()));
            }
        });
        using var visitor = server.Visit();
        using var ready = await visitor.GetAsync("/health/ready");
        var text = await Visitor.TextOfAsync(ready);
        Assert.Equal(status, ready.StatusCode);
        Assert.Contains("S3 has not answered since 2026-11-23 12:00:00Z.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SQS", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }
}
