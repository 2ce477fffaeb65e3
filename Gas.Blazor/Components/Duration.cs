using System.Globalization;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components;

/// <summary>Times in words, in the largest unit that tells them well.</summary>
public static class Duration
{
    /// <summary>For example <c>at once</c>, <c>15 seconds</c>, <c>1 minute</c>, <c>12 hours</c>, <c>30 days</c>.</summary>
    public static string Of(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.5 => L["at once"],
        < 90 and not 60 => Rounded(time.TotalSeconds) is var number && number == "1" ? L["{0} second", number] : L["{0} seconds", number],
        < 90 * 60 and not 3600 => Rounded(time.TotalMinutes) is var number && number == "1" ? L["{0} minute", number] : L["{0} minutes", number],
        < 36 * 3600 and not 86400 => Rounded(time.TotalHours) is var number && number == "1" ? L["{0} hour", number] : L["{0} hours", number],
        _ => Rounded(time.TotalDays) is var number && number == "1" ? L["{0} day", number] : L["{0} days", number],
    };

    private static string Rounded(double number) => Math.Round(number).ToString("N0", CultureInfo.InvariantCulture);
}
