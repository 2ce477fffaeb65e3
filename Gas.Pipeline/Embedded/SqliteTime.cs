namespace Gas.Pipeline.Embedded;

/// <summary>Times are kept as UTC ticks (100 ns since year 1), so that they come back exactly.</summary>
internal static class SqliteTime
{
    public static long Of(DateTimeOffset time) => time.UtcTicks;

    public static object? Of(DateTimeOffset? time) => time?.UtcTicks;

    public static DateTimeOffset From(long ticks) => new(ticks, TimeSpan.Zero);
}
