using System.Net;
using Gas.Tests.Server;

namespace Gas.Tests.Commands;

/// <summary>How an operator looks after accounts by the command line, beside a running server and without one.</summary>
public sealed class UserCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-users-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_account_is_made_reset_promoted_and_disabled_while_the_server_runs()
    {
        const string Email = "eve@lab.example";
        Is(0, "The password is ", await GasAsync("add", "root@lab.example", "--admin"));
        await using var server = await ServerProcess.StartAsync(_folder.FullName, Cancellation);
        Assert.DoesNotContain("There is no admin yet", server.Output, StringComparison.Ordinal);
        var first = PasswordIn(await GasAsync("add", Email));
        using var eve = new ScriptedUser(server.Address);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(eve, Email, first));

        var second = PasswordIn(await GasAsync("reset", Email));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(eve, Email, first));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(eve, Email, second));

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(eve, Email, second, "/api/audit"));
        Is(0, "is made an admin", await GasAsync("promote", Email));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(eve, Email, second, "/api/audit"));
        Is(0, "eve@lab.example\tFree\tadmin", await GasAsync("list"));

        Is(0, "is disabled", await GasAsync("disable", Email));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(eve, Email, second));
        Is(0, "eve@lab.example\tFree\tdisabled", await GasAsync("list"));
        Is(0, "is enabled", await GasAsync("enable", Email));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(eve, Email, second, "/api/audit"));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_a_sentence()
    {
        Is(0, "", await GasAsync("add", "root@lab.example", "--admin"));
        Is(1, "already", await GasAsync("add", "ROOT@lab.example"));
        Is(1, "There is no account nobody@lab.example", await GasAsync("reset", "nobody@lab.example"));
        Is(1, "is the last admin", await GasAsync("disable", "root@lab.example"));
        Is(1, "is the last admin", await GasAsync("demote", "root@lab.example"));
        Is(1, "at least 10 characters", await GasAsync("reset", "root@lab.example", "--password-stdin"));
    }

    private static void Is(int exitCode, string words, ToolResult result)
    {
        Assert.True(exitCode == result.ExitCode, $"{result.ExitCode}: {result.Output}{result.Errors}");
        Assert.Contains(words, result.Output + result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    private static string PasswordIn(ToolResult result)
    {
        Is(0, "The password is ", result);
        return result.Output.Split("The password is ")[1].Split(' ')[0];
    }

    private static async Task<HttpStatusCode> StatusAsync(ScriptedUser user, string email, string password, string path = "/api/jobs")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{email}:{password}")));
        using var answer = await user.Http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    private Task<ToolResult> GasAsync(params string[] arguments) => Tool.GasAsync(_folder.FullName, new() { ["Embedded:DataPath"] = _folder.FullName }, ["user", .. arguments]);
}
