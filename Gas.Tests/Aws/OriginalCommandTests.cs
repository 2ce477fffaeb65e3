using Gas.Tests.Commands;
using Gas.Tests.Server;

namespace Gas.Tests.Aws;

/// <summary>How an operator takes over an original service, by the real command.</summary>
public sealed class OriginalCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Users_are_mapped_by_a_file_and_find_their_plain_results()
    {
        var folder = Directory.CreateTempSubdirectory("gas-take-over-");
        await using var original = await OriginalSite.StartAsync(TimeProvider.System);
        var job = await original.AddAsync("u-1");
        await original.AddAsync("u-2");
        await using (var server = await ServerProcess.StartAsync(folder.FullName, Cancellation))
        {
            using var ann = new ScriptedUser(server.Address);
            await ann.SetUpAsync(server, Cancellation);
            await server.TerminateAsync(Cancellation);
        }

        var owners = Path.Combine(folder.FullName, "owners.csv");
        await File.WriteAllTextAsync(owners, $"# user_id, account\nu-1, {ScriptedUser.Email.ToUpperInvariant()}\nu-2\n", Cancellation);
        var wrong = await TakeOverAsync();
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("owners.csv, line 3:", wrong.Errors, StringComparison.Ordinal);

        await File.WriteAllTextAsync(owners, $"u-1, {ScriptedUser.Email.ToUpperInvariant()}\n", Cancellation);
        foreach (var dryRun in new[] { true, false })
        {
            var taken = dryRun ? await TakeOverAsync("--dry-run") : await TakeOverAsync();
            Assert.True(taken.ExitCode == 1, taken.Output + taken.Errors);
            Assert.Contains($"1 jobs, {(dryRun ? 0 : 3)} files", taken.Output, StringComparison.Ordinal);
            Assert.Contains("Its user u-2 has no account here", taken.Errors, StringComparison.Ordinal);
        }

        await using (var server = await ServerProcess.StartAsync(folder.FullName, Cancellation))
        {
            using var ann = new ScriptedUser(server.Address);
            ann.UseBasic();
            using var answer = await ann.Http.GetAsync(new Uri($"/api/jobs/{job}/download/result", UriKind.Relative), Cancellation);
            Assert.Equal(OriginalSite.ContentOf(job, "result"), await answer.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal(("text/plain", "test.annot.vcf"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
            Assert.Contains("no summary", await (await ann.Http.GetAsync(new Uri($"/api/jobs/{job}/download/summary", UriKind.Relative), Cancellation)).Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);

        Task<ToolResult> TakeOverAsync(params string[] more) => Tool.GasAsync(
            folder.FullName,
            new(original.Settings) { ["Embedded:DataPath"] = folder.FullName },
            ["jobs", "import", "--from-gas", "--table", original.Table, "--owners", owners, .. more]);
    }
}
