using System.Globalization;

namespace Gas.Blazor.Components;

/// <summary>Times in words, in the largest unit that tells them well.</summary>
public static class Duration
{
    /// <summary>For example <c>at once</c>, <c>15 seconds</c>, <c>1 minute</c>, <c>12 hours</c>, <c>30 days</c>.</summary>
    public static string Of(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.5 => "at once",
        < 90 and not 60 => Count(time.TotalSeconds, "second"),
        < 90 * 60 and not 3600 => Count(time.TotalMinutes, "minute"),
        < 36 * 3600 and not 86400 => Count(time.TotalHours, "hour"),
        _ => Count(time.TotalDays, "day"),
    };

    private static string Count(double number, string unit)
    {
        var rounded = Math.Round(number);
        return rounded == 1 ? $"1 {unit}" : $"{rounded.ToString("N0", CultureInfo.InvariantCulture)} {unit}s";
    }
}
