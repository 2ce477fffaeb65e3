using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gas.Tests.Telemetry;

/// <summary>The whole server tells a collector, over the wire.</summary>
public sealed class OtlpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traces_metrics_and_logs_reach_the_collector_and_annotating_is_in_the_uploads_trace()
    {
        var bodies = new ConcurrentBag<(string Path, byte[] Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/{kind}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            bodies.Add((context.Request.Path, body.ToArray()));
        });
        await collector.StartAsync(Cancellation);

        await using var server = new GasServer(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["Logging:LogLevel:Gas"] = "Information",
        });
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var uploaded = await ann.SendAsync(HttpMethod.Post, "/api/jobs?name=secret-name.vcf", SmallVcf.Body());
        Assert.Equal(HttpStatusCode.Created, uploaded.StatusCode);
        var id = (await uploaded.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetGuid();
        var job = await server.Store.FindAsync(new JobId(id), Cancellation);
        var trace = Convert.FromHexString(job!.Trace!.Split('-')[1]);

        await Mail.Until.TrueAsync(() => Has("/v1/traces", "Annotate"u8.ToArray(), trace, Encoding.UTF8.GetBytes(id.ToString())), "the span of annotating is told, in the upload's trace");
        await Mail.Until.TrueAsync(() => Has("/v1/traces", "/api/jobs/"u8.ToArray(), trace), "and so is the upload's own");
        await Mail.Until.TrueAsync(() => Has("/v1/metrics", "gas.job.transitions"u8.ToArray(), "gas.jobs"u8.ToArray()), "metrics are told");
        await Mail.Until.TrueAsync(() => Has("/v1/logs", "Took job"u8.ToArray(), Encoding.UTF8.GetBytes(id.ToString()), trace), "logs are told, with the trace");
        Assert.DoesNotContain(bodies, one => one.Body.AsSpan().IndexOf("secret-name"u8) >= 0);

        bool Has(string path, params ReadOnlySpan<byte[]> parts)
        {
            var wanted = parts.ToArray();
            return bodies.Any(one => one.Path == path && wanted.All(part => one.Body.AsSpan().IndexOf(part) >= 0));
        }
    }
}
