using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gas.Blazor.Endpoints;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Mail;

/// <summary>Finds the words for what has become of a job.</summary>
internal static class JobLetters
{
    private const int LongestText = 1000;

    public static Letter About(Job job, JobNotice notice)
    {
        var name = FileName.Clean(job.FileName).Value;
        return notice switch
        {
            JobNotice.Completed => new($"Completed: {name}", [$"Your file {name} has been annotated.", .. Availability(job)], Facts(job), "a job of yours is completed"),
            JobNotice.Failed => new($"Failed: {name}", [.. Failure(job, name)], Facts(job), "a job of yours has failed"),
            JobNotice.ArchivedSoon => new($"Archived soon: {name}", [.. Warning(job, name)], Facts(job), "a result of yours will be archived"),
            JobNotice.Restored => new($"Restored: {name}", [$"The result of {name} is back from the archive.", .. Availability(job)], Facts(job), "a result of yours has been restored"),
            _ => throw new UnreachableException($"There is no letter for {notice}."),
        };
    }

    /// <summary>ISO 8601 but for the blanks, to the minute.</summary>
    public static string Told(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static IEnumerable<string> Availability(Job job)
    {
        if (!job.IsResultHot)
        {
            yield return "The result has been archived meanwhile; the job's page says how to get it back.";
            yield break;
        }

        yield return "The result can be downloaded from the job's page.";
        if (job.ArchiveAt is { } at)
        {
            yield return $"On your plan it can be downloaded until {Told(at)}; then it is archived. The premium plan keeps results available.";
        }
    }

    private static IEnumerable<string> Warning(Job job, string name)
    {
        yield return job.ArchiveAt is { } at ? $"The result of {name} will be archived at {Told(at)}. Until then it can be downloaded." : $"The result of {name} will be archived.";
        yield return "An archived result is not lost, but it cannot be downloaded on the free plan. The premium plan keeps results available, and brings archived ones back. The log can always be read.";
    }

    private static IEnumerable<string> Failure(Job job, string name)
    {
        var reason = OneLine(job.Failure?.Reason ?? "The reason was not recorded.");
        return job.Failure?.Fault == Fault.User
            ? [$"Your file {name} could not be annotated, because something in it is not right:", reason, "Correct the file and upload it again. The log on the job's page says more."]
            : [$"Your file {name} could not be annotated. This is our fault, not your file's:", reason, "Your file is kept. Try again on the job's page; if it fails once more, tell the operator of this service."];
    }

    private static List<(string Name, string Value)> Facts(Job job)
    {
        var facts = new List<(string, string)>();
        if (job.State != JobState.Failed && job.Result is { IsCounted: true } result)
        {
            facts.Add(("Records", Number(result.Records)));
            if (result.Skipped > 0)
            {
                facts.Add(("Left out", $"{Number(result.Skipped)} (the log says why)"));
            }
        }

        facts.Add(("Submitted", Told(job.SubmittedAt)));
        if (job.FinishedAt is { } finished)
        {
            facts.Add(("Finished", Told(finished)));
        }

        facts.Add(("Job", job.Id.ToString()));
        return facts;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Reasons may quote the user's file: what would break a line or turn its direction becomes a blank.</summary>
    private static string OneLine(string text)
    {
        var kept = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var rune in text.EnumerateRunes().TakeWhile(_ => kept.Length < LongestText))
        {
            kept.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? " " : rune.ToString());
        }

        return kept.ToString().Trim();
    }
}
