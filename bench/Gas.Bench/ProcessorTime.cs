using System.Globalization;

namespace Gas.Bench;

/// <summary>Time that processors have worked, which a busy machine does not change as it does the time on the wall.</summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100;

    /// <summary>Of this process and of the children that have ended (man proc_pid_stat: utime, stime, cutime, cstime); Linux only.</summary>
    public static TimeSpan Spent() => Sum("self", 4);

    /// <summary>Of another process without its children.</summary>
    public static TimeSpan Spent(int process) => Sum(process.ToString(CultureInfo.InvariantCulture), 2);

    private static TimeSpan Sum(string process, int kinds)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds(Enumerable.Range(11, kinds).Sum(field => long.Parse(fields[field], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }
}
