using Gas.Tests.Peers;
using Gas.Tests.Server;

namespace Gas.Tests.Blazor.Accounts.Postgres;

public sealed class PostgresStartTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-start-");

    [Theory]
    [InlineData("Username=nobody")]
    [InlineData("Host=127.0.0.1;Port=1")]
    public async Task A_database_that_lets_nobody_in_is_told_without_its_password(string instead)
    {
        var connection = $"{PostgresPeer.NewDatabase()};Password=open sesame;{instead}";
        await using var server = ServerProcess.Launch(_data.FullName, "--Accounts:Database=Postgres", $"--Accounts:ConnectionString={connection}");
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, server.ExitCode);
        Assert.Contains("which Accounts:ConnectionString names, cannot be opened", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Delete(recursive: true);
}
