using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gas.Blazor.Account;

/// <summary>What opens something to whoever holds it: 256 random bits as text, kept here as a hash alone, so that there is nothing to guess and nothing to steal.</summary>
internal static class Secret
{
    private const int RandomBytes = 32;

    /// <summary>Characters of a secret.</summary>
    public static readonly int Length = Base64Url.GetEncodedLength(RandomBytes);

    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Under which it is kept: its SHA-256, in hexadecimal.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
