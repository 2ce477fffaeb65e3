using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gas.Blazor.Account.Address;

/// <summary>Seals wishes with the keys that all instances share, so that a link carries them and nothing need be kept.</summary>
public sealed class AddressSeal(IDataProtectionProvider protection, IOptions<DataProtectionTokenProviderOptions> links)
{
    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("gas-address").ToTimeLimitedDataProtector();

    public string Close(AddressWish wish) => _seal.Protect(JsonSerializer.Serialize(wish), links.Value.TokenLifespan);

    /// <summary>Null when it is none of ours, or too old.</summary>
    public AddressWish? Open(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<AddressWish>(_seal.Unprotect(text));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
