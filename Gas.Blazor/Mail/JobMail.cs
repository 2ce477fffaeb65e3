using System.Globalization;
using Gas.Pipeline.Jobs;
using MimeKit;
using MimeKit.Text;

namespace Gas.Blazor.Mail;

/// <summary>Puts a letter into its envelope.</summary>
internal static class JobMail
{
    private const int LongestSubject = 150;

    public static MimeMessage Write(Job job, JobNotice notice, MailboxAddress from, MailboxAddress to, string address, DateTimeOffset now)
    {
        var letter = JobLetters.About(job, notice);
        var link = PublicAddress.OfJob(address, job.Id);
        var choices = PublicAddress.OfChoices(address);
        var mail = new MimeMessage
        {
            Subject = Shortened(letter.Subject),
            Date = now,
            MessageId = $"{NameOf(job, notice)}@{from.Domain}",
            Body = new MultipartAlternative
            {
                // Programs show the last part that they can.
                new TextPart(TextFormat.Plain) { Text = LetterText.Plain(letter, link, choices) },
                new TextPart(TextFormat.Html) { Text = LetterText.Html(letter, link, choices) },
            },
        };
        mail.From.Add(from);
        mail.To.Add(to);
        // RFC 3834: nobody's holiday notice is to answer. RFC 2369: where to switch this off.
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{choices}>");
        mail.Prepare(EncodingConstraint.SevenBit);
        return mail;
    }

    /// <summary>The same for the same news, however often it is told; another when the job is completed, restored or to be archived once more.</summary>
    internal static string NameOf(Job job, JobNotice notice)
    {
        var since = notice switch
        {
            JobNotice.ArchivedSoon => job.ArchiveAt,
            JobNotice.Restored => job.History.LastOrDefault(moment => moment.State == JobState.Restoring)?.At,
            _ => job.FinishedAt,
        };
        return $"{notice.ToString().ToLowerInvariant()}.{job.Id}.{(since ?? job.SubmittedAt).UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Never within a character of two units.</summary>
    private static string Shortened(string subject)
    {
        if (subject.Length <= LongestSubject)
        {
            return subject;
        }

        var end = char.IsHighSurrogate(subject[LongestSubject - 2]) ? LongestSubject - 2 : LongestSubject - 1;
        return subject[..end] + "…";
    }
}
