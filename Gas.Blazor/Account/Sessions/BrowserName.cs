namespace Gas.Blazor.Account.Sessions;

/// <summary>Which program on which system, for people who look for the session that is not theirs. Browsers say it themselves, and may say anything.</summary>
internal static class BrowserName
{
    // Most of them claim to be others, too: the first that fits is right.
    private static readonly (string Mark, string Name)[] Programs = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Name)[] Systems = [("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string Of(string? userAgent)
    {
        var program = NameIn(userAgent, Programs);
        var system = NameIn(userAgent, Systems);
        return (program, system) switch
        {
            (null, null) => "Unknown browser",
            (null, _) => $"Unknown browser on {system}",
            (_, null) => program,
            _ => $"{program} on {system}",
        };
    }

    private static string? NameIn(string? userAgent, (string Mark, string Name)[] known) =>
        known.Where(one => userAgent?.Contains(one.Mark, StringComparison.Ordinal) == true).Select(one => one.Name).FirstOrDefault();
}
