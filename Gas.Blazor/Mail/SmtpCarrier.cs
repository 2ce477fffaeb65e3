using System.Globalization;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Gas.Blazor.Mail;

/// <summary>Hands mails to an SMTP server (Amazon SES speaks it), each over a connection of its own: they are few, and an idle connection is one more thing to break.</summary>
internal sealed partial class SmtpCarrier(IOptions<MailOptions> options, TimeProvider time) : IMailCarrier
{
    private readonly MailOptions _options = options.Value;

    public string Route => string.Create(CultureInfo.InvariantCulture, $"Mails go through {_options.Host}:{_options.Port}.");

    /// <exception cref="TimeoutException">The server took longer than <see cref="MailOptions.Timeout"/>.</exception>
    public async Task<string?> SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(_options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(_options.Host, _options.Port, _options.Encryption, either.Token);
            if (_options.User.Length > 0)
            {
                await client.AuthenticateAsync(_options.User, _options.Password, either.Token);
            }

            // Not ended by a stop of the service: a mail half handed over may arrive, and would be sent again after the restart.
            await client.SendAsync(mail, patience.Token);
            await PartAsync(client, either.Token);
            return null;
        }
        catch (SmtpCommandException refused) when (refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)refused.StatusCode >= 500)
        {
            return CodeOf(refused);
        }
        catch (SmtpCommandException refused)
        {
            throw new SmtpCommandException(refused.ErrorCode, refused.StatusCode, CodeOf(refused));
        }
        catch (Exception exception) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server did not take the mail within {_options.Timeout} (Mail:Timeout).", exception);
        }
    }

    /// <summary>Without the server's words, which repeat the recipient: they end in the log.</summary>
    private static string CodeOf(SmtpCommandException refused) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)refused.StatusCode} {EnhancedCode().Match(refused.Message).Value}").TrimEnd();

    /// <summary>RFC 3463.</summary>
    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex EnhancedCode();

    /// <summary>The mail has been taken: a server that ends badly must not have it sent again.</summary>
    private static async Task PartAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception exception) when (exception is IOException or ProtocolException or CommandException or OperationCanceledException)
        {
            // Disposing closes the connection.
        }
    }
}
