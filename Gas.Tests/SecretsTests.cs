using System.Text.RegularExpressions;

namespace Gas.Tests;

/// <summary>No file of the repository holds a key that opens something.</summary>
public sealed partial class SecretsTests
{
    /// <summary>Larger ones are data.</summary>
    private const int LongestRead = 1 << 20;

    private static readonly string[] NotOurs = [".git", "bin", "obj", "node_modules", "TestResults", "data"];

    [Fact]
    public void No_file_holds_a_key()
    {
        var read = 0;
        Assert.All(Files(new DirectoryInfo(RepositoryRoot.Path)), file =>
        {
            read++;
            var found = Secret().Match(File.ReadAllText(file.FullName));
            Assert.False(found.Success, $"{Path.GetRelativePath(RepositoryRoot.Path, file.FullName)} holds what looks like a key: {found.Value[..Math.Min(12, found.Length)]}…");
        });
        Assert.InRange(read, 500, 20_000);
    }

    /// <summary>In two parts each, so that this file holds none either.</summary>
    [Theory]
    [InlineData("sk_live_", "51Habcdefghijklmnopqrstu")]
    [InlineData("rk_test_", "51Habcdefghijklmnopqrstu")]
    [InlineData("whsec_", "abcdefghijklmnopqrstuvwxyz012345")]
    [InlineData("AKIA", "ABCDEFGHIJKLMNOP")]
    [InlineData("-----BEGIN RSA PRIVATE ", "KEY-----")]
    [InlineData("ghp_", "abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("xoxb-", "123456789012-abcdefghijkl")]
    [InlineData("AIza", "SyA-abcdefghijklmnopqrstuvwxyz01234")]
    [InlineData("gas_", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0", ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U")]
    public void A_key_would_be_found(string begin, string end) => Assert.Matches(Secret(), $"Key = \"{begin}{end}\"");

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => file.Length < LongestRead))
        {
            yield return file;
        }

        foreach (var file in folder.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name)).SelectMany(Files))
        {
            yield return file;
        }
    }

    /// <summary>Of Stripe, AWS (but those of its documentation and of our peers), private keys, GitHub, Slack, Google, this service, and signed tokens.</summary>
    [GeneratedRegex(@"\b[sr]k_(live|test)_[0-9A-Za-z]{20,}|\bwhsec_[0-9A-Za-z+/]{24,}|\bAKIA(?!IOSFODNN7EXAMPLE|PEER)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_[0-9A-Za-z]{36}|\bxox[abprs]-[0-9A-Za-z-]{20,}|\bAIza[0-9A-Za-z_-]{35}|\bgas_(?!A{20})[0-9A-Za-z_-]{43}|\beyJ[0-9A-Za-z_-]{15,}\.eyJ[0-9A-Za-z_-]{15,}\.[0-9A-Za-z_-]{20,}", RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
