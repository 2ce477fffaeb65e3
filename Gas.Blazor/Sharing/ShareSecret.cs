using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gas.Blazor.Sharing;

/// <summary>What a shared link ends with: 256 random bits, so that there is nothing to guess.</summary>
internal static class ShareSecret
{
    private const int RandomBytes = 32;
    private static readonly int Length = Base64Url.GetEncodedLength(RandomBytes);

    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Under which a secret is kept; false for what is none of ours.</summary>
    public static bool TryHash(string? secret, [NotNullWhen(true)] out string? hash)
    {
        hash = secret?.Length == Length ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))) : null;
        return hash is not null;
    }
}
