using Microsoft.AspNetCore.Identity;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Account;

/// <summary>
/// Refuses a password that is guessed early: one of those that people use most, a word with digits behind it, a row of keys, or what it belongs to.
/// zxcvbn estimates how many guesses it takes (Wheeler, USENIX Security 2016); below about 10⁸ it is refused.
/// </summary>
internal sealed class GuessablePasswords : IPasswordValidator<GasUser>
{
    public const string Code = "PasswordGuessable";

    /// <summary>Of 0 to 4: guessed by somebody who has many tries, but hardly by who has few.</summary>
    private const int LeastScore = 2;

    /// <summary>What comes behind is not looked at: the time that it takes grows with the square of the length.</summary>
    private const int LongestJudged = 100;

    public Task<IdentityResult> ValidateAsync(UserManager<GasUser> manager, GasUser user, string? password)
    {
        var judged = password is { Length: > LongestJudged } ? password[..LongestJudged] : password ?? "";
        // A new one each time: it keeps lists of what belongs to the account.
        var score = new Zxcvbn.Zxcvbn().EvaluatePassword(judged, [.. WordsOf(user)]).Score;
        return Task.FromResult(score >= LeastScore ? IdentityResult.Success : IdentityResult.Failed(new IdentityError
        {
            Code = Code,
            Description = L["This password is easy to guess. Take a longer one, such as four words that have nothing to do with each other."],
        }));
    }

    private static IEnumerable<string> WordsOf(GasUser user) =>
        $"{user.Email} {user.DisplayName} {user.Institution} gas genomics annotation variant genome"
            .Split([' ', '@', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries)
            .Append(user.Email ?? "")
            .Where(word => word.Length > 0);
}
