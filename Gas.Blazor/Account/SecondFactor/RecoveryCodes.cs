using System.Security.Cryptography;

namespace Gas.Blazor.Account.SecondFactor;

/// <summary>Codes that stand in for a lost authenticator, once each.</summary>
internal static class RecoveryCodes
{
    /// <summary>How many are made at once.</summary>
    public const int Number = 10;

    // 15 of 30 letters are 73 random bits: too many to try, with the hashes at hand or without.
    private const string Letters = "23456789abcdefghjkmnpqrstvwxyz";
    private const int Group = 5;
    private const int Groups = 3;

    public static string Make() => string.Join('-', RandomNumberGenerator.GetString(Letters, Group * Groups).Chunk(Group).Select(part => new string(part)));

    /// <summary>As it counts, whatever blanks, hyphens and capitals it is typed with.</summary>
    public static string Plain(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
