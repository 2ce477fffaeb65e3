using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gas.Blazor.Account.Invitations;

/// <summary>What an invitation's link carries: 256 random bits.</summary>
internal static class InvitationText
{
    private const int RandomBytes = 32;

    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Under which it is kept.</summary>
    public static string Hash(string? token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token ?? "")));

    /// <summary>The page that takes it.</summary>
    public static string PathOf(string token) => $"/account/invitation?token={token}";
}
