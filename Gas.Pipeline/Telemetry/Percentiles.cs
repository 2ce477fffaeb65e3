namespace Gas.Pipeline.Telemetry;

/// <param name="Count">Of how many.</param>
/// <param name="Half">Half of them took no longer.</param>
/// <param name="Most">Nineteen of twenty took no longer.</param>
public sealed record Percentiles(int Count, TimeSpan Half, TimeSpan Most);
