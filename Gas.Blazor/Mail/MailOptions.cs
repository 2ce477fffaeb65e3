using System.ComponentModel.DataAnnotations;
using MailKit.Security;
using MimeKit;

namespace Gas.Blazor.Mail;

/// <summary>How mails leave; section <c>Mail</c>. Without a host they are written as files.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";
    public const string Auto = "Auto";
    public const string None = "None";
    public const string StartTls = "StartTls";
    public const string Tls = "Tls";

    /// <summary>The sender: an address, or a name and an address as in <c>GAS &lt;gas@lab.org&gt;</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>The SMTP server; empty for none.</summary>
    public string Host { get; set; } = "";

    [Range(1, 65535, ErrorMessage = "Mail:Port must be a whole number from 1 to 65535.")]
    public int Port { get; set; } = 587;

    /// <summary><c>Auto</c>: TLS from the start on port 465, else STARTTLS, which a server may lack only where no password is sent.</summary>
    [AllowedValues(Auto, None, StartTls, Tls, ErrorMessage = "Mail:Security must be 'Auto', 'None', 'StartTls' or 'Tls'.")]
    public string Security { get; set; } = Auto;

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>How long one mail may take. Shorter than a worker's claim on the notice, so that nobody else sends it meanwhile.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Mail:Timeout must be a time from 00:00:01 to 00:01:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where mails are written as long as there is no host; by default <c>mail</c> in the data folder.</summary>
    public string PickupFolder { get; set; } = "";

    /// <summary>How long a mail lies there: it names people, and nobody else removes it.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00", ErrorMessage = "Mail:PickupKeepFor must be a time from 01:00:00 to 3650.00:00:00.")]
    public TimeSpan PickupKeepFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Where browsers find this service, for links; by default the first address that the server listens on.</summary>
    public string PublicAddress { get; set; } = "";

    internal bool HasHost => Host.Length > 0;

    /// <summary>Whether mails come to people: through a server, or from a folder that somebody chose to send from.</summary>
    internal bool Reaches => HasHost || PickupFolder.Length > 0;

    internal MailboxAddress Sender => From.Length > 0 ? MailboxAddress.Parse(From) : new MailboxAddress("GAS", "gas@localhost");

    internal SecureSocketOptions Encryption => (Security, User.Length, Port) switch
    {
        (None, _, _) => SecureSocketOptions.None,
        (StartTls, _, _) => SecureSocketOptions.StartTls,
        (Tls, _, _) or (_, _, 465) => SecureSocketOptions.SslOnConnect,
        (_, > 0, _) => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.StartTlsWhenAvailable,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (From.Length > 0 && !(MailboxAddress.TryParse(From, out var sender) && sender.Address.Contains('@', StringComparison.Ordinal)))
        {
            yield return new($"Mail:From is '{From}', which is no e-mail address such as 'GAS <gas@lab.org>'.");
        }

        if (HasHost && From.Length == 0)
        {
            yield return new("Mail:From must name the sender's e-mail address, because Mail:Host is set.");
        }

        if (HasHost && Uri.CheckHostName(Host) == UriHostNameType.Unknown)
        {
            yield return new($"Mail:Host is '{Host}', which is no host name or address; the port goes into Mail:Port.");
        }

        if (User.Length > 0 != Password.Length > 0)
        {
            yield return new("Mail:User and Mail:Password must be set together, or neither.");
        }

        if (PublicAddress.Length > 0 && !(Uri.TryCreate(PublicAddress, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Query: "", Fragment: "" }))
        {
            yield return new($"Mail:PublicAddress is '{PublicAddress}', which is no address such as 'https://gas.lab.org'.");
        }
    }
}
