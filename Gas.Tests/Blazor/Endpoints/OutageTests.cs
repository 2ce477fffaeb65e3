using System.Net;
using Gas.Pipeline.Ports;
using Gas.Tests.Blazor.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gas.Tests.Blazor.Endpoints;

public sealed class OutageTests
{
    [Fact]
    public async Task A_full_disk_is_told_in_a_sentence_and_makes_no_job()
    {
        await using var server = new GasServer([], services => services.Replace(ServiceDescriptor.Singleton<IFileStore>(new FullFileStore())));
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var answer = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body());
        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
        Assert.Contains("no room", (await Visitor.JsonOfAsync(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await server.Store.PageAsync(new JobQuery(), TestContext.Current.CancellationToken)).Jobs);
    }

    [Fact]
    public async Task While_the_store_is_down_uploads_are_refused_before_bytes_are_taken_and_the_service_is_not_ready()
    {
        await using var server = new GasServer([], services => services.Replace(ServiceDescriptor.Singleton<IJobStore>(new DownJobStore())));
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var answer = await ann.SendAsync(HttpMethod.Post, "/api/jobs", SmallVcf.Body());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter?.Delta);
        Assert.False(Directory.Exists(Path.Combine(server.DataFolder, "files", "inputs")));
        using var ready = await ann.GetAsync("/health/ready");
        using var live = await ann.GetAsync("/health/live");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));

        using var list = await ann.GetAsync("/api/jobs");
        var text = await Visitor.TextOfAsync(list);
        Assert.Equal(HttpStatusCode.InternalServerError, list.StatusCode);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.Contains("traceId", text, StringComparison.Ordinal);
    }
}
