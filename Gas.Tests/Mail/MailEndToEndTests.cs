using System.Text;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Plans;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Embedded;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Mail;

/// <summary>From the upload to the mail server, through the whole service.</summary>
public sealed class MailEndToEndTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_completed_job_is_told_once_with_a_link_that_leads_to_it()
    {
        await using var smtp = SmtpServer.Start();
        await using var server = Serve(smtp.Port);
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var job = await SubmitAsync(server, ann);
        await ToldAsync(server, job);

        var mail = Assert.Single(smtp.Mails);
        Assert.Equal(GasServer.Ann, Assert.Single(mail.Recipients));
        var link = $"/jobs/{job}";
        using var read = mail.Read();
        Assert.Equal("Completed: small.vcf", read.Subject);
        Assert.Contains(new Uri(server.Address, link).ToString(), read.TextBody, StringComparison.Ordinal);
        using var visitor = await server.VisitAsAsync(GasServer.Ann);
        Assert.Contains("small.vcf", await visitor.ReadAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_job_is_told_with_its_line()
    {
        await using var smtp = SmtpServer.Start();
        await using var server = Serve(smtp.Port);
        using var ann = await server.CallAsAsync(GasServer.Ann);
        await ToldAsync(server, await SubmitAsync(server, ann, Encoding.ASCII.GetString(SmallVcf.Bytes).Replace("23403", "nowhere", StringComparison.Ordinal), "&strict=true"));
        using var mail = Assert.Single(smtp.Mails).Read();
        Assert.Equal("Failed: small.vcf", mail.Subject);
        Assert.Contains("Line 4, POS:", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archiving_is_told_a_day_before()
    {
        await using var smtp = SmtpServer.Start();
        await using var server = Serve(smtp.Port, ("Plans:Free:ArchiveAfter", "1.00:00:02"));
        using var ann = await server.CallAsAsync(GasServer.Ann);
        await ToldAsync(server, await SubmitAsync(server, ann));
        Assert.Equal(["Completed: small.vcf", "Archived soon: small.vcf"], Subjects(smtp));
    }

    [Fact]
    public async Task A_restore_is_told()
    {
        await using var smtp = SmtpServer.Start();
        await using var server = Serve(smtp.Port, ("Plans:Free:ArchiveAfter", "00:00:00"), ("Archive:HotGrace", "00:00:01"), ("Embedded:Vault:ExpeditedTime", "00:00:00"));
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var job = await SubmitAsync(server, ann);
        await ToldAsync(server, job);
        await Until.TrueAsync(async () => await server.Store.FindAsync(job, Cancellation) is { State: JobState.Archived, HotUntil: null }, "archived");
        await server.Services.GetRequiredService<PlanSwitch>().ChangeAsync(await server.IdOfAsync(GasServer.Ann), Plan.Premium, null, Cancellation);
        await Until.TrueAsync(() => Subjects(smtp).Count == 2, "the second mail");
        await ToldAsync(server, job);
        Assert.Equal(["Completed: small.vcf", "Restored: small.vcf"], Subjects(smtp));
    }

    [Fact]
    public async Task What_is_refused_for_now_is_tried_again_until_it_is_taken()
    {
        await using var smtp = SmtpServer.Start();
        smtp.Answer = line => line.StartsWith("RCPT", StringComparison.Ordinal) && smtp.Tries("RCPT") <= 2 ? "451 4.7.1 later" : null;
        await using var server = Serve(smtp.Port);
        using var ann = await server.CallAsAsync(GasServer.Ann);
        await ToldAsync(server, await SubmitAsync(server, ann));
        Assert.Single(smtp.Mails);
        Assert.Equal(3, smtp.Tries("RCPT"));
    }

    [Fact]
    public async Task A_recipient_refused_for_good_is_given_up_with_a_line_in_the_log_and_others_get_theirs()
    {
        await using var smtp = SmtpServer.Start();
        smtp.Answer = line => line.StartsWith("RCPT", StringComparison.Ordinal) && line.Contains(GasServer.Ann, StringComparison.Ordinal) ? "550 5.1.1 no such user" : null;
        var log = new RecordedLog();
        await using var server = Serve(smtp.Port, log);
        using var ann = await server.CallAsAsync(GasServer.Ann);
        using var bob = await server.CallAsAsync(GasServer.Bob);
        var job = await SubmitAsync(server, ann);
        await ToldAsync(server, job);
        await ToldAsync(server, await SubmitAsync(server, bob));
        Assert.Equal(GasServer.Bob, Assert.Single(Assert.Single(smtp.Mails).Recipients));
        Assert.Equal(1, smtp.Commands.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal) && line.Contains(GasServer.Ann, StringComparison.Ordinal)));
        Assert.Single(log.Lines, line => line.Contains(job.ToString(), StringComparison.Ordinal) && line.Contains("given up: 550", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_down_costs_no_worker_and_no_mail()
    {
        int port;
        await using (var gone = SmtpServer.Start())
        {
            port = gone.Port;
        }

        var log = new RecordedLog();
        await using var server = Serve(port, log);
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var first = await SubmitAsync(server, ann);
        await Until.TrueAsync(() => log.Lines.Count(line => line.Contains($"job {first} could not be told", StringComparison.Ordinal)) >= 2, "two tries");
        var second = await SubmitAsync(server, ann);
        await Until.TrueAsync(async () => (await server.Store.FindAsync(second, Cancellation))!.State == JobState.Completed, "the second job's completion");

        await using var smtp = SmtpServer.Start(port);
        await ToldAsync(server, first);
        await ToldAsync(server, second);
        Assert.Equal(2, smtp.Mails.Count);
    }

    [Fact]
    public async Task A_mail_whose_receipt_was_lost_comes_again_under_the_same_message_id()
    {
        await using var smtp = SmtpServer.Start();
        var ends = 0;
        smtp.Answer = line => line == "." && ends++ == 0 ? "drop" : null;
        await using var server = Serve(smtp.Port);
        using var ann = await server.CallAsAsync(GasServer.Ann);
        await ToldAsync(server, await SubmitAsync(server, ann));
        var ids = smtp.Mails.Select(mail => mail.Read().MessageId).ToList();
        Assert.Equal(2, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task A_mail_that_is_under_way_as_the_service_stops_is_not_sent_again()
    {
        await using var smtp = SmtpServer.Start();
        await using var server = Serve(smtp.Port);
        var worker = server.Services.GetServices<IHostedService>().OfType<NoticeWorker>().Single();
        var stopped = new TaskCompletionSource();
        smtp.Answer = line =>
        {
            if (line == ".")
            {
                // Asks the worker to stop before the mail is acknowledged.
                worker.StopAsync(Cancellation).ContinueWith(_ => stopped.SetResult(), Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);
            }

            return null;
        };
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var job = await SubmitAsync(server, ann);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Single(smtp.Mails);
        Assert.Equal(JobNotice.None, (await server.Store.FindAsync(job, Cancellation))!.Notices);
    }

    [Fact]
    public async Task The_account_page_chooses_and_the_choice_holds()
    {
        await using var smtp = SmtpServer.Start();
        await using var server = Serve(smtp.Port);
        using var visitor = await server.VisitAsAsync(GasServer.Ann);
        Assert.Equal(4, (await visitor.ReadAsync("/account")).Split(" checked").Length - 1);
        using var saved = await visitor.FillInAsync("/account", ("Input.DisplayName", "Ann"), ("Input.MailFailed", "true"), ("Input.MailRestored", "true"));
        Assert.Contains("Saved.", await Visitor.TextOfAsync(saved), StringComparison.Ordinal);
        Assert.Equal(2, (await visitor.ReadAsync("/account")).Split(" checked").Length - 1);
        await server.ChangeAsync(GasServer.Ann, user => Assert.Equal(JobNotice.Failed | JobNotice.Restored, user.MailNotices));

        using var ann = await server.CallAsAsync(GasServer.Ann);
        await ToldAsync(server, await SubmitAsync(server, ann));
        Assert.Empty(smtp.Commands);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_was_disabled_or_deleted_meanwhile_gets_none(bool deleted)
    {
        await using var smtp = SmtpServer.Start();
        smtp.Answer = line => line.StartsWith("MAIL", StringComparison.Ordinal) ? "451 later" : null;
        await using var server = Serve(smtp.Port);
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var job = await SubmitAsync(server, ann);
        await Until.TrueAsync(() => smtp.Tries("MAIL") > 0, "a try");
        if (deleted)
        {
            await using var scope = server.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
            await users.DeleteAsync((await users.FindByEmailAsync(GasServer.Ann))!);
        }
        else
        {
            await server.ChangeAsync(GasServer.Ann, user => user.Disabled = true);
        }

        smtp.Answer = _ => null;
        await ToldAsync(server, job);
        // A try that had begun before may have been taken since.
        var taken = smtp.Mails.Count;
        Assert.InRange(taken, 0, 1);
        using var bob = await server.CallAsAsync(GasServer.Bob);
        await ToldAsync(server, await SubmitAsync(server, bob));
        Assert.Equal(GasServer.Bob, smtp.Mails[taken].Recipients[0]);
    }

    [Fact]
    public async Task Without_a_host_mails_are_files_in_the_data_folder()
    {
        await using var server = new GasServer();
        using var ann = await server.CallAsAsync(GasServer.Ann);
        var job = await SubmitAsync(server, ann);
        await ToldAsync(server, job);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(server.DataFolder, "mail")));
        Assert.StartsWith($"completed.{job}.", Path.GetFileName(file), StringComparison.Ordinal);
        Assert.EndsWith(".eml", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_in_no_log_even_when_it_is_wrong()
    {
        await using var smtp = SmtpServer.StartWithLogin("gas", "another");
        var log = new RecordedLog();
        await using var server = Serve(smtp.Port, log, ("Mail:User", "gas"), ("Mail:Password", "hunter2-hunter2"));
        using var ann = await server.CallAsAsync(GasServer.Ann);
        await SubmitAsync(server, ann);
        await Until.TrueAsync(() => log.Lines.Any(line => line.Contains("could not be told", StringComparison.Ordinal)), "a try");
        Assert.DoesNotContain(log.Lines, line => line.Contains("hunter2", StringComparison.Ordinal));
        Assert.Empty(smtp.Mails);
    }

    private static GasServer Serve(int port, params (string Key, string Value)[] settings) => Serve(port, new RecordedLog(), settings);

    private static GasServer Serve(int port, RecordedLog log, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = $"{port}",
            ["Mail:Security"] = "None",
            ["Mail:From"] = "GAS <gas@lab.example>",
            ["Pipeline:RetryDelay"] = "00:00:00.200",
            ["Pipeline:SweepInterval"] = "00:00:00.200",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return new GasServer(all, services => services.AddSingleton<ILoggerProvider>(log));
    }

    private static async Task<JobId> SubmitAsync(GasServer server, Visitor visitor, string? vcf = null, string query = "")
    {
        using var answer = await visitor.SendAsync(HttpMethod.Post, $"/api/jobs?name=small.vcf{query}", new StringContent(vcf ?? Encoding.ASCII.GetString(SmallVcf.Bytes)));
        Assert.True(answer.IsSuccessStatusCode, await Visitor.TextOfAsync(answer));
        return JobId.Parse((await Visitor.JsonOfAsync(answer)).GetProperty("id").GetString()!);
    }

    /// <summary>Until the job is finished, nothing is left to be told of it, and no message about that is under way.</summary>
    /// <summary>As a mailbox shows them: a mail that was sent twice has the same id.</summary>
    private static List<string> Subjects(SmtpServer smtp) => [.. smtp.Mails.Select(mail => mail.Read()).DistinctBy(mail => mail.MessageId).Select(mail => mail.Subject ?? "")];

    private static Task ToldAsync(GasServer server, JobId job) => Until.TrueAsync(
        async () => await server.Store.FindAsync(job, Cancellation) is { IsFinished: true, Notices: JobNotice.None }
            && await server.Services.GetRequiredService<IJobQueue>().DepthAsync(Stage.Notify, Cancellation) is { Waiting: 0, Leased: 0 },
        "told");
}
