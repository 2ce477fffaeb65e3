using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account.Tokens;

/// <summary>What a token may do, in words for people.</summary>
internal static class ScopeWords
{
    /// <param name="scopes">Any number of them.</param>
    public static string Of(TokenScope scopes) => string.Join(", ", Words(scopes));

    private static IEnumerable<string> Words(TokenScope scopes)
    {
        if (scopes.HasFlag(TokenScope.Read))
        {
            yield return L["read"];
        }

        if (scopes.HasFlag(TokenScope.Submit))
        {
            yield return L["submit"];
        }

        if (scopes.HasFlag(TokenScope.Admin))
        {
            yield return L["admin"];
        }
    }
}
