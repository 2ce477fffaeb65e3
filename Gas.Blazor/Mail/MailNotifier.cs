using Gas.Blazor.Account;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Gas.Blazor.Mail;

/// <summary>Tells owners by mail what they want to be told. The account is asked each time: address and wishes may have changed since the upload.</summary>
internal sealed partial class MailNotifier(
    IServiceScopeFactory scopes,
    IMailCarrier carrier,
    PublicAddress address,
    IOptions<MailOptions> options,
    TimeProvider time,
    ILogger<MailNotifier> logger) : INotifier
{
    public async Task NotifyAsync(Job job, JobNotice notice, CancellationToken cancellation)
    {
        if (await RecipientAsync(job.Owner, notice, cancellation) is not { } recipient)
        {
            LogNotWanted(job.Id, notice);
            return;
        }

        if (!MailboxAddress.TryParse(recipient, out var to))
        {
            LogRefused(job.Id, notice, "the account's address is none that mail can be sent to");
            return;
        }

        using var mail = JobMail.Write(job, notice, options.Value.Sender, to, await address.FindAsync(cancellation), time.GetUtcNow());
        if (await carrier.SendAsync(mail, cancellation) is { } refusal)
        {
            LogRefused(job.Id, notice, refusal);
        }
        else
        {
            LogSent(job.Id, notice, mail.MessageId);
        }
    }

    /// <summary>The owner's address; null when there is no such account (any more), it is disabled, or it does not want this.</summary>
    private async Task<string?> RecipientAsync(UserId owner, JobNotice notice, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Users
            .Where(user => user.Id == owner.Value && !user.Disabled && (user.MailNotices & notice) != 0)
            .Select(user => user.Email)
            .FirstOrDefaultAsync(cancellation);
    }

    [LoggerMessage(1, LogLevel.Information, "Job {JobId}: the mail {Notice} is on its way as {MessageId}.")]
    private partial void LogSent(JobId jobId, JobNotice notice, string? messageId);

    [LoggerMessage(2, LogLevel.Debug, "Job {JobId}: nobody wants the mail {Notice}.")]
    private partial void LogNotWanted(JobId jobId, JobNotice notice);

    [LoggerMessage(3, LogLevel.Warning, "Job {JobId}: the mail {Notice} is given up: {Reason}")]
    private partial void LogRefused(JobId jobId, JobNotice notice, string reason);
}
