using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Gas.Blazor.Endpoints;

/// <summary>Seals tickets with the keys that all instances share.</summary>
public sealed class UploadTickets(IDataProtectionProvider protection)
{
    public const string Header = "Upload-Ticket";

    private readonly IDataProtector _protector = protection.CreateProtector("gas-upload-ticket");

    public string Seal(UploadTicket ticket) => _protector.Protect(JsonSerializer.Serialize(ticket));

    /// <summary>Null when it is none of ours.</summary>
    public UploadTicket? Open(string ticket)
    {
        try
        {
            return ticket.Length == 0 ? null : JsonSerializer.Deserialize<UploadTicket>(_protector.Unprotect(ticket));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
