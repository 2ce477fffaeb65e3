using System.Diagnostics;
using Gas.Pipeline.Settings;
using Gas.Pipeline.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gas.Blazor.Telemetry;

/// <summary>Collects metrics, traces and logs where somebody wants them; else nothing is collected, and nothing costs.</summary>
internal static class TelemetryExtensions
{
    private const string OtlpKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsKey = $"{TelemetryOptions.Section}:{nameof(TelemetryOptions.MetricsToken)}";

    /// <summary>Of the framework: pages drawn, circuits, requests, connections.</summary>
    private static readonly string[] Meters =
    [
        PipelineMeter.Name,
        "Microsoft.AspNetCore.Components",
        "Microsoft.AspNetCore.Components.Lifecycle",
        "Microsoft.AspNetCore.Components.Server.Circuits",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
    ];

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<TelemetryOptions>(TelemetryOptions.Section);
        services.AddSingleton<IExternalScopeProvider, RouteScopes>();
        var isPushed = configuration[OtlpKey] is { Length: > 0 };
        var isPulled = configuration[MetricsKey] is { Length: > 0 };
        if (!isPushed && !isPulled)
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("gas", serviceInstanceId: $"{Environment.MachineName}/{Environment.ProcessId}"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddRuntimeInstrumentation();
                if (isPulled)
                {
                    metrics.AddPrometheusExporter();
                }
            });
        if (isPushed)
        {
            telemetry
                .WithTracing(static traces => traces.AddSource(PipelineTrace.Name).AddAspNetCoreInstrumentation(static requests =>
                {
                    requests.Filter = static context => !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/_blazor");
                    requests.EnrichWithHttpResponse = NameByRoute;
                }))
                .WithLogging(null, static logs => logs.IncludeScopes = true)
                .UseOtlpExporter();
        }
    }

    /// <summary>Before anything that looks at who asks: a scraper has a token of its own, and whoever has none learns nothing.</summary>
    public static void UseMetrics(this WebApplication app)
    {
        if (app.Configuration[MetricsKey] is { Length: > 0 } token)
        {
            var door = new MetricsDoor(token);
            app.UseOpenTelemetryPrometheusScrapingEndpoint(door.Admits);
        }
    }

    /// <summary>Addresses may open something (a link with a token in it): the route says enough.</summary>
    private static void NameByRoute(Activity activity, HttpResponse response) =>
        activity.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");
}
