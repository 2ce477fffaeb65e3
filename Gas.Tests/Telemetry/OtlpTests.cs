using System.Collections.Concurrent;
using System.Text;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gas.Tests.Telemetry;

/// <summary>The whole server tells a collector, over the wire.</summary>
public sealed class OtlpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>In a process of its own: in this one the requests of all other tests' servers would be told, too, and crowd out what is looked for.</summary>
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

        var data = Directory.CreateTempSubdirectory("gas-otlp-");
        try
        {
            await using var server = await ServerProcess.StartAsync(
                data.FullName,
                Cancellation,
                $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Urls.Single()}",
                "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
                "--OTEL_EXPORTER_OTLP_TIMEOUT=60000",
                "--OTEL_BSP_SCHEDULE_DELAY=100",
                "--OTEL_BLRP_SCHEDULE_DELAY=100",
                "--OTEL_METRIC_EXPORT_INTERVAL=200",
                "--Logging:LogLevel:Gas=Information");
            using var ann = new ScriptedUser(server.Address);
            await ann.SetUpAsync(server, Cancellation);
            // The server takes up the trace of whoever asks, and tells of it as one that is wanted.
            var trace = Guid.NewGuid().ToByteArray();
            ann.Http.DefaultRequestHeaders.Add("traceparent", $"00-{Convert.ToHexStringLower(trace)}-00f067aa0ba902b7-01");
            var id = await ann.UploadAsync(new MemoryStream(SmallVcf.Bytes), "secret-name.vcf", Cancellation);
            var job = Encoding.UTF8.GetBytes(id.ToString());

            await Mail.Until.TrueAsync(() => Has("/v1/traces", "Annotate"u8.ToArray(), trace, job), "the span of annotating is told, in the upload's trace");
            await Mail.Until.TrueAsync(() => Has("/v1/traces", "/api/jobs/"u8.ToArray(), trace), "and so is the upload's own");
            await Mail.Until.TrueAsync(() => Has("/v1/metrics", "gas.job.transitions"u8.ToArray(), "gas.jobs"u8.ToArray()), "metrics are told");
            await Mail.Until.TrueAsync(() => Has("/v1/logs", "Took job"u8.ToArray(), job, trace), "logs are told, with the trace");
            Assert.DoesNotContain(bodies, one => one.Body.AsSpan().IndexOf("secret-name"u8) >= 0);
        }
        finally
        {
            data.Delete(recursive: true);
        }

        bool Has(string path, params ReadOnlySpan<byte[]> parts)
        {
            var wanted = parts.ToArray();
            return bodies.Any(one => one.Path == path && wanted.All(part => one.Body.AsSpan().IndexOf(part) >= 0));
        }
    }
}
