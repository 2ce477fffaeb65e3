using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Gas.Tests.Blazor.Accounts.SecondFactor;

/// <summary>An authenticator app (RFC 6238): holds a key, shows codes.</summary>
internal sealed partial class AuthenticatorApp(byte[] key)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Period = 30;

    private readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / Period;

    /// <summary>Takes the key from the page that shows it.</summary>
    public static AuthenticatorApp Scan(string page)
    {
        var shown = Key().Match(page);
        Assert.True(shown.Success, page);
        var bits = string.Concat(shown.Groups[1].Value.Where(char.IsAsciiLetterOrDigit).Select(letter => Convert.ToString(Letters.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return new AuthenticatorApp([.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))]);
    }

    /// <param name="later">Steps of half a minute. The service takes two either way, so that a test has five codes.</param>
    public string Show(int later = 0)
    {
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, _now + later);
#pragma warning disable CA5350 // The one that all apps and RFC 6238's own examples use.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var code = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue) % 1_000_000;
        return code.ToString("D6", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("class=\"mono key\"[^>]*>([^<]+)<")]
    private static partial Regex Key();
}
