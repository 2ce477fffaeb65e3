using System.Diagnostics.CodeAnalysis;

namespace Gas.Blazor.Account.Tokens;

/// <summary>A token as scripts send it: a prefix by which leaked ones are found, and a secret.</summary>
internal static class TokenText
{
    private const string Prefix = "gas_";

    public static string Make() => Prefix + Secret.Make();

    /// <summary>Under which a token is kept; false for what is no token of ours.</summary>
    public static bool TryHash(string? token, [NotNullWhen(true)] out string? hash)
    {
        hash = token?.Length == Prefix.Length + Secret.Length && token.StartsWith(Prefix, StringComparison.Ordinal) ? Secret.Hash(token) : null;
        return hash is not null;
    }
}
