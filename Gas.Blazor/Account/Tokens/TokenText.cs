using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gas.Blazor.Account.Tokens;

/// <summary>A token as scripts send it: a prefix by which leaked ones are found, and 256 random bits.</summary>
internal static class TokenText
{
    private const string Prefix = "gas_";
    private const int RandomBytes = 32;
    private static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(RandomBytes);

    public static string Make() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Under which a token is kept; false for what is no token of ours.</summary>
    public static bool TryHash(string? token, [NotNullWhen(true)] out string? hash)
    {
        hash = token?.Length == Length && token.StartsWith(Prefix, StringComparison.Ordinal) ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))) : null;
        return hash is not null;
    }
}
