using System.Text;
using System.Text.Encodings.Web;
using MimeKit;
using MimeKit.Text;

namespace Gas.Blazor.Mail;

/// <summary>Mails about accounts: some sentences, and a link where there is something to open.</summary>
internal static class AccountMail
{
    /// <param name="name">What the mail is called in the pickup folder: letters, digits, dots and dashes.</param>
    public static MimeMessage Write(string name, string subject, IReadOnlyList<string> sentences, (string Words, string Address)? link, MailboxAddress from, MailboxAddress to, DateTimeOffset now)
    {
        var mail = new MimeMessage
        {
            Subject = subject,
            Date = now,
            MessageId = $"{name}@{from.Domain}",
            Body = new MultipartAlternative
            {
                // Programs show the last part that they can.
                new TextPart(TextFormat.Plain) { Text = Plain(sentences, link?.Address) },
                new TextPart(TextFormat.Html) { Text = Html(subject, sentences, link) },
            },
        };
        mail.From.Add(from);
        mail.To.Add(to);
        // RFC 3834: nobody's holiday notice is to answer.
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mail.Prepare(EncodingConstraint.SevenBit);
        return mail;
    }

    private static string Plain(IReadOnlyList<string> sentences, string? link) => string.Join("\n\n", link is null ? sentences : [sentences[0], link, .. sentences.Skip(1)]) + "\n";

    private static string Html(string subject, IReadOnlyList<string> sentences, (string Words, string Address)? link)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(Encoded(subject))
            .Append("</title></head>\n<body style=\"font-family:sans-serif;line-height:1.5;max-width:40em\">\n");
        for (var i = 0; i < sentences.Count; i++)
        {
            html.Append("<p>").Append(Encoded(sentences[i])).Append("</p>\n");
            if (i == 0 && link is var (words, address))
            {
                html.Append("<p><a href=\"").Append(Encoded(address)).Append("\">").Append(Encoded(words)).Append("</a></p>\n");
            }
        }

        return html.Append("</body></html>\n").ToString();
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
