using MimeKit;

namespace Gas.Blazor.Mail;

/// <summary>Takes a mail out of the house.</summary>
internal interface IMailCarrier
{
    /// <summary>Where mails go, in a sentence for the operator.</summary>
    string Route { get; }

    /// <summary>Null when the mail is on its way; else why its recipient is refused for good. Whatever is thrown may pass.</summary>
    Task<string?> SendAsync(MimeMessage mail, CancellationToken cancellation);
}
