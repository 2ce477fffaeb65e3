using Gas.Tests.Server;

namespace Gas.Tests.Blazor.Accounts;

public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-start-");

    [Theory]
    [InlineData("--Accounts:Registration=Sometimes", "Accounts:Registration must be 'Open', 'Invitation' or 'Closed'")]
    [InlineData("--Accounts:ConfirmEmail=true", "Accounts:ConfirmEmail is true, but no mail leaves")]
    [InlineData("--Accounts:RequireSecondFactor=Some", "Accounts:RequireSecondFactor must be 'None', 'Admins' or 'All'")]
    [InlineData("--Accounts:PasswordLength=4", "Accounts:PasswordLength")]
    [InlineData("--Accounts:LockoutAttempts=many", "Accounts:LockoutAttempts")]
    [InlineData("--Accounts:Lockout=3", "'Lockout'")]
    [InlineData("--Accounts:Database=MySql", "Accounts:Database must be 'Sqlite' or 'Postgres'")]
    [InlineData("--Accounts:Database=Postgres", "Accounts:ConnectionString must name a PostgreSQL database")]
    [InlineData("--Accounts:ConnectionString=Host=db.lab.example", "Accounts:ConnectionString is set, but Accounts:Database is not 'Postgres'")]
    [InlineData("--Upload:MaxBytes=0", "Upload:MaxBytes")]
    [InlineData("--Proxy:Trusted=everybody", "Proxy:Trusted holds 'everybody'")]
    [InlineData("--Mail:Host=mail.lab.example", "Mail:From must name")]
    [InlineData("--Mail:Security=Maybe", "Mail:Security must be 'Auto'")]
    [InlineData("--Mail:PickupFolder=/proc/no-such-folder", "Mail:PickupFolder is '/proc/no-such-folder'")]
    [InlineData("--Billing:Stripe:SecretKey=pk_live_public", "Billing:Stripe:SecretKey must begin")]
    [InlineData("--SignIn:Providers:lab:Authority=http://id.lab.example", "SignIn:Providers:lab:Authority must be the https address")]
    [InlineData("--Accounts:Local=false", "Accounts:Local is false, but SignIn:Providers names no provider")]
    [InlineData("--Embedded:DataPath=/proc/no-such-folder", "Embedded:DataPath")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string argument, string words)
    {
        await using var server = ServerProcess.Launch(_data.FullName, argument);
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, server.ExitCode);
        Assert.Contains(words, server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_address_is_named()
    {
        await using var first = await ServerProcess.StartAsync(_data.FullName, TestContext.Current.CancellationToken);
        await using var second = ServerProcess.Launch(Path.Combine(_data.FullName, "second"), $"--urls={first.Address}");
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("(Urls)", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_and_keys_are_closed_to_others_and_outlive_a_restart()
    {
        var cancellation = TestContext.Current.CancellationToken;
        string link;
        await using (var server = await ServerProcess.StartAsync(_data.FullName, cancellation))
        {
            link = await server.SetupLinkAsync(cancellation);
            using var visitor = new Visitor(server.Address);
            using var made = await visitor.MakeAccountAsync(link, GasServer.Admin);
            Assert.Equal(302, (int)made.StatusCode);
        }

        await using (var server = await ServerProcess.StartAsync(_data.FullName, cancellation))
        {
            using var visitor = new Visitor(server.Address);
            await visitor.SignInAsync(GasServer.Admin);
            Assert.Contains("This set-up link is not valid", await visitor.ReadAsync(link), StringComparison.Ordinal);
            Assert.DoesNotContain("/account/setup", server.Output, StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
            var kept = Directory.GetFiles(_data.FullName, "accounts.db*").Append(Path.Combine(_data.FullName, "keys"));
            foreach (var path in kept)
            {
                Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & Others);
            }
        }
    }

    public void Dispose() => _data.Delete(recursive: true);
}
