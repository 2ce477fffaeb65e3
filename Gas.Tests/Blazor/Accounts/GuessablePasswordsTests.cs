using Gas.Blazor.Account;
using Microsoft.AspNetCore.Identity;

namespace Gas.Tests.Blazor.Accounts;

/// <summary>Which passwords are too easy to guess, whatever their length.</summary>
public sealed class GuessablePasswordsTests
{
    [Theory]
    [InlineData("1234567890")]
    [InlineData("qwertyuiop")]
    [InlineData("password123")]
    [InlineData("passwordpassword")]
    [InlineData("iloveyou123")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("qwerty123456")]
    [InlineData("Summer2026!")]
    [InlineData("aaaaaaaaaab")]
    [InlineData("geneticslab")]
    [InlineData("genomics-gas")]
    [InlineData("hildegard.voss@lab.example")]
    [InlineData("Hildegard2026")]
    public async Task What_is_guessed_early_is_refused(string password)
    {
        var result = await JudgeAsync(password);
        Assert.Equal(GuessablePasswords.Code, Assert.Single(result.Errors).Code);
    }

    [Theory]
    [InlineData(GasServer.Password)]
    [InlineData("correct horse battery staple")]
    [InlineData("wolf teapot 4 lanterns")]
    [InlineData("kX7)vq2Lm9")]
    public async Task What_takes_many_guesses_is_taken(string password) => Assert.True((await JudgeAsync(password)).Succeeded);

    [Fact]
    public async Task The_longest_password_is_judged_by_its_beginning()
    {
        Assert.False((await JudgeAsync(new string('a', 256))).Succeeded);
        Assert.True((await JudgeAsync(string.Concat(Enumerable.Repeat("kX7)vq2Lm9", 25)))).Succeeded);
    }

    private static Task<IdentityResult> JudgeAsync(string password) =>
        new GuessablePasswords().ValidateAsync(null!, new GasUser { Email = "hildegard.voss@lab.example", DisplayName = "Hildegard Voss", Institution = "Genetics Lab" }, password);
}
