using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.Sessions;

/// <summary>Which program on which system, for people who look for the session that is not theirs. Browsers say it themselves, and may say anything.</summary>
internal static class BrowserName
{
    private const string Joint = " on ";

    private static readonly string Unknown = Text("Unknown browser");

    // Most of them claim to be others, too: the first that fits is right.
    private static readonly (string Mark, string Name)[] Programs = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Name)[] Systems = [("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string Of(string? userAgent)
    {
        var program = NameIn(userAgent, Programs);
        var system = NameIn(userAgent, Systems);
        return (program, system) switch
        {
            (null, null) => Unknown,
            (null, _) => $"{Unknown}{Joint}{system}",
            (_, null) => program,
            _ => $"{program}{Joint}{system}",
        };
    }

    /// <summary>A name that was kept, in the reader's language.</summary>
    public static string WordsOf(string name) => name.Split(Joint) is [var program, var system] ? L["{0} on {1}", WordOf(program), system] : WordOf(name);

    private static string WordOf(string program) => program == Unknown ? L[Unknown] : program;

    private static string? NameIn(string? userAgent, (string Mark, string Name)[] known) =>
        known.Where(one => userAgent?.Contains(one.Mark, StringComparison.Ordinal) == true).Select(one => one.Name).FirstOrDefault();
}
