using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Jobs;

/// <summary>How long a run will still take. Told in steps that grow with the time, so that the text does not flicker.</summary>
public static class TimeLeft
{
    /// <summary>In words, or null while too little is done to tell.</summary>
    public static string? Estimate(DateTimeOffset startedAt, DateTimeOffset now, double? share)
    {
        var elapsed = now - startedAt;
        if (share is not (> .01 and <= 1) || elapsed < TimeSpan.FromSeconds(2))
        {
            return null;
        }

        return Of(elapsed * ((1 - share.Value) / share.Value));
    }

    /// <summary>In words.</summary>
    public static string Of(TimeSpan left) => L["{0} left", About(left)];

    /// <summary>For example <c>a few seconds</c>, <c>about 20 s</c>, <c>about 3 min</c>.</summary>
    public static string About(TimeSpan left) => left.TotalSeconds switch
    {
        < 10 => L["a few seconds"],
        < 55 => L["about {0} s", Math.Ceiling(left.TotalSeconds / 10) * 10],
        < 5400 => L["about {0} min", Math.Max(1, Math.Round(left.TotalMinutes))],
        _ => L["about {0} h", Math.Round(left.TotalHours)],
    };
}
