using System.ComponentModel.DataAnnotations;

namespace Gas.Blazor.Telemetry;

/// <summary>How the service is watched from outside; section <c>Telemetry</c>. Where OTLP goes the standard variables say (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>).</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>With it <c>/metrics</c> answers whoever sends it as a bearer token; without it there is no such address.</summary>
    [RegularExpression(".{16,}", ErrorMessage = "Telemetry:MetricsToken must have at least 16 characters; 'openssl rand -hex 24' makes a good one.")]
    public string? MetricsToken { get; set; }
}
