using System.Text;
using MimeKit;

namespace Gas.Tests.Mail;

/// <summary>A mail as it came over the wire.</summary>
internal sealed record ReceivedMail(string From, IReadOnlyList<string> Recipients, string Raw)
{
    public MimeMessage Read() => MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(Raw)), TestContext.Current.CancellationToken);
}
