using Gas.Blazor.Mail;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;
using MimeKit;

namespace Gas.Tests.Mail;

public sealed class LetterTests
{
    private const string Address = "https://gas.lab.example";

    private static readonly PlanTerms ArchivesLater = new(Plan.Free, 0, TimeSpan.FromDays(3));

    private static readonly Lease Lease = SampleJobs.Lease();

    [Fact]
    public void Completed_says_so_and_where_the_result_is()
    {
        var job = Completed(SampleJobs.Premium);
        var mail = Mail(job, JobNotice.Completed);
        Assert.Equal("Completed: sample.vcf", mail.Subject);
        Everywhere(mail, "has been annotated", "can be downloaded", $"{Address}/jobs/{job.Id}", $"{Address}/account#mail", "You get this mail because", "2026-11-23 12:00 UTC", "Records");
        Nowhere(mail, "archive");
    }

    [Fact]
    public void Completed_on_a_plan_that_archives_says_until_when_and_what_keeps_it() =>
        Everywhere(Mail(Completed(ArchivesLater), JobNotice.Completed), "until 2026-11-26 12:00 UTC", "premium plan keeps");

    [Fact]
    public void Archived_soon_says_when_and_that_premium_keeps_results()
    {
        var mail = Mail(Completed(ArchivesLater), JobNotice.ArchivedSoon);
        Assert.Equal("Archived soon: sample.vcf", mail.Subject);
        Everywhere(mail, "will be archived at 2026-11-26 12:00 UTC", "premium plan keeps results available", "not lost");
    }

    [Fact]
    public void Restored_says_that_it_can_be_downloaded()
    {
        var mail = Mail(Restored(), JobNotice.Restored);
        Assert.Equal("Restored: sample.vcf", mail.Subject);
        Everywhere(mail, "back from the archive", "can be downloaded");
    }

    [Fact]
    public void A_failure_of_the_file_gives_the_reason_with_line_and_field()
    {
        var mail = Mail(Failed(new JobFailure(Fault.User, "Line 1234, POS: 'x' is no number.", 1234, "POS")), JobNotice.Failed);
        Assert.Equal("Failed: sample.vcf", mail.Subject);
        Everywhere(mail, "Line 1234, POS: ", "is no number.", "Correct the file");
        Nowhere(mail, "our fault");
    }

    [Fact]
    public void A_failure_of_ours_says_so()
    {
        var mail = Mail(Failed(new JobFailure(Fault.Service, "The disk is full.")), JobNotice.Failed);
        Everywhere(mail, "our fault", "The disk is full.", "Try again");
        Nowhere(mail, "Correct the file");
    }

    [Theory]
    [InlineData("x.vcf\r\nBcc: eve@evil.example")]
    [InlineData("<script>alert(1)</script>.vcf")]
    [InlineData("\"><img src=x onerror=alert(1)>.vcf")]
    [InlineData("a\u202Efcv.exe\u0000.vcf")]
    [InlineData("=?utf-8?q?=0D=0ABcc:_eve@evil.example?=")]
    [InlineData("Größe \U0001F9EC — 基因.vcf")]
    [InlineData("../../etc/passwd")]
    public void A_hostile_name_stays_text(string name)
    {
        var mail = Mail(Completed(SampleJobs.Premium) with { FileName = name }, JobNotice.Completed);
        Assert.Empty(mail.Bcc);
        Assert.Single(mail.To);
        Assert.DoesNotContain(mail.Headers, header => header.Field.Equals("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(mail.Subject!, one => char.IsControl(one) || one == '\u202E');
        Assert.DoesNotContain("<script", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("etc/", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_in_any_script_comes_through_and_a_long_one_is_cut_in_the_subject_only()
    {
        var name = "基因\U0001F9EC" + string.Concat(Enumerable.Repeat("\U0001F9EC", 55)) + ".vcf";
        var mail = Mail(Completed(SampleJobs.Premium) with { FileName = name }, JobNotice.Completed);
        Assert.Contains("基因\U0001F9EC", mail.Subject, StringComparison.Ordinal);
        Assert.Contains(name, mail.TextBody, StringComparison.Ordinal);
        var longest = Mail(Completed(SampleJobs.Premium) with { FileName = new string('x', 240) + ".vcf" }, JobNotice.Completed);
        Assert.True(longest.Subject!.Length <= 150);
        Assert.Contains(new string('x', 240), longest.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_that_quotes_the_file_stays_text()
    {
        var mail = Mail(Failed(new JobFailure(Fault.User, "POS is '<b>\r\n.\r\n\u202Ex'.", 2, "<i>")), JobNotice.Failed);
        Assert.DoesNotContain("<b>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("\n.\n", mail.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void No_time_is_told_in_seconds_since_anything()
    {
        foreach (var (job, notice) in new[] { (Completed(ArchivesLater), JobNotice.Completed), (Completed(ArchivesLater), JobNotice.ArchivedSoon), (Restored(), JobNotice.Restored) })
        {
            var text = Mail(job, notice).TextBody!.Replace(job.Id.ToString(), "", StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\d{9,}", text);
        }
    }

    [Fact]
    public void The_same_news_has_the_same_message_id_and_other_news_another()
    {
        var job = Completed(ArchivesLater);
        Assert.Equal(Mail(job, JobNotice.Completed).MessageId, Mail(job.After(new JobEvent.PlanChanged(SampleJobs.Premium)), JobNotice.Completed, SampleJobs.Start.AddHours(5)).MessageId);
        Assert.NotEqual(Mail(job, JobNotice.Completed).MessageId, Mail(job, JobNotice.ArchivedSoon).MessageId);
        Assert.NotEqual(Mail(job, JobNotice.Completed).MessageId, Mail(job with { FinishedAt = job.FinishedAt + TimeSpan.FromHours(1) }, JobNotice.Completed).MessageId);
        Assert.NotEqual(Mail(job, JobNotice.Completed).MessageId, Mail(Completed(ArchivesLater), JobNotice.Completed).MessageId);
        Assert.EndsWith("@lab.example", Mail(job, JobNotice.Completed).MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_to_answer_by_machine_and_the_header_leads_to_the_choices()
    {
        var mail = Mail(Completed(SampleJobs.Premium), JobNotice.Completed);
        Assert.Equal("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal($"<{Address}/account#mail>", mail.Headers[HeaderId.ListUnsubscribe]);
    }

    /// <summary>Written and read again, as it will be seen.</summary>
    private static MimeMessage Mail(Job job, JobNotice notice, DateTimeOffset? now = null)
    {
        using var mail = JobMail.Write(job, notice, MailboxAddress.Parse("GAS <gas@lab.example>"), MailboxAddress.Parse("ann@lab.example"), Address, now ?? SampleJobs.Start);
        using var wire = new MemoryStream();
        mail.WriteTo(wire, TestContext.Current.CancellationToken);
        Assert.All(wire.ToArray(), one => Assert.InRange(one, 1, 126));
        wire.Position = 0;
        return MimeMessage.Load(wire, TestContext.Current.CancellationToken);
    }

    private static Job Completed(PlanTerms terms) =>
        (SampleJobs.Queued() with { Terms = terms }).After(new JobEvent.Started(Lease), new JobEvent.Annotated(Lease.Token, SampleJobs.Result(), SampleJobs.File("log")));

    private static Job Failed(JobFailure failure) => SampleJobs.Queued().After(new JobEvent.Started(Lease), new JobEvent.WorkFailed(Lease.Token, failure));

    private static Job Restored() => SampleJobs.In(JobState.Restoring, Lease).After(new JobEvent.CopiedBack(Lease.Token, SampleJobs.File("back")), new JobEvent.Restored(Lease.Token));

    private static void Everywhere(MimeMessage mail, params string[] words)
    {
        foreach (var word in words)
        {
            Assert.Contains(word, mail.TextBody, StringComparison.Ordinal);
            Assert.Contains(word, System.Net.WebUtility.HtmlDecode(mail.HtmlBody), StringComparison.Ordinal);
        }
    }

    private static void Nowhere(MimeMessage mail, string word)
    {
        Assert.DoesNotContain(word, mail.TextBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(word, mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
    }
}
