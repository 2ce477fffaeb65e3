using System.Text;
using System.Text.Encodings.Web;

namespace Gas.Blazor.Mail;

/// <summary>Writes a letter as the two bodies of a mail: they say the same.</summary>
internal static class LetterText
{
    public static string Plain(Letter letter, string link, string choices)
    {
        var text = new StringBuilder();
        foreach (var sentence in letter.Sentences)
        {
            text.Append(sentence).Append("\n\n");
        }

        text.Append(link).Append("\n\n");
        foreach (var (name, value) in letter.Facts)
        {
            text.Append(name).Append(": ").Append(value).Append('\n');
        }

        // "-- " and a line of its own: mail programs know what follows as the signature.
        return text.Append("\n-- \n").Append(Because(letter)).Append("\nChoose your mails: ").Append(choices).Append('\n').ToString();
    }

    public static string Html(Letter letter, string link, string choices)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(Encoded(letter.Subject))
            .Append("</title></head>\n<body style=\"font-family:sans-serif;line-height:1.5;max-width:40em\">\n");
        foreach (var sentence in letter.Sentences)
        {
            html.Append("<p>").Append(Encoded(sentence)).Append("</p>\n");
        }

        html.Append("<p><a href=\"").Append(Encoded(link)).Append("\">Open the job's page</a></p>\n<table>\n");
        foreach (var (name, value) in letter.Facts)
        {
            html.Append("<tr><th scope=\"row\" style=\"text-align:left;padding-right:1em\">").Append(Encoded(name)).Append("</th><td>").Append(Encoded(value)).Append("</td></tr>\n");
        }

        return html.Append("</table>\n<hr>\n<p><small>").Append(Encoded(Because(letter))).Append(" <a href=\"").Append(Encoded(choices)).Append("\">Choose your mails</a></small></p>\n</body></html>\n").ToString();
    }

    private static string Because(Letter letter) => $"You get this mail because you have an account here and want to know when {letter.Because}.";

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
