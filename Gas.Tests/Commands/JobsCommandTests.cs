using Gas.Tests.Browser;
using Gas.Tests.Server;

namespace Gas.Tests.Commands;

/// <summary>How an operator moves the service, by the real commands.</summary>
public sealed class JobsCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-move-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_data_folder_moves_with_its_accounts_and_its_users_find_their_results()
    {
        Guid job;
        byte[] result;
        await using (var server = await ServerProcess.StartAsync(PathOf("old"), Cancellation))
        {
            using var ann = new ScriptedUser(server.Address);
            await ann.SetUpAsync(server, Cancellation);
            job = await ann.UploadAsync(new MemoryStream(SampleVcf.Small), "small.vcf", Cancellation);
            await ann.WaitForAsync(job, "Completed", Cancellation);
            result = await ReadAsync(ann, job);

            // The folder belongs to the service as long as that runs.
            var refused = await GasAsync("old", "export", "--to", PathOf("export"));
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("another process uses", refused.Errors, StringComparison.Ordinal);
            await server.TerminateAsync(Cancellation);
        }

        Is(0, "1 jobs, 5 files", await GasAsync("old", "export", "--to", PathOf("export")));
        // Accounts are moved as a whole, before the jobs.
        Is(1, "1 left out", await GasAsync("new", "import", "--from", PathOf("export")));
        File.Delete(PathOf("new", "accounts.db"));
        Assert.All(Directory.GetFiles(PathOf("old"), "accounts.db*"), file => File.Copy(file, PathOf("new", Path.GetFileName(file)), overwrite: true));
        Is(0, "0 jobs, 0 files", await GasAsync("new", "import", "--from", PathOf("export"), "--dry-run"));
        Is(0, "1 jobs, 5 files", await GasAsync("new", "import", "--from", PathOf("export")));
        Is(0, "1 jobs were there already", await GasAsync("new", "import", "--from", PathOf("export")));

        await using (var server = await ServerProcess.StartAsync(PathOf("new"), Cancellation))
        {
            using var ann = new ScriptedUser(server.Address);
            ann.UseBasic();
            Assert.Equal("Completed", await ann.StateAsync(job, Cancellation));
            Assert.Equal(result, await ReadAsync(ann, job));
        }
    }

    [Fact]
    public async Task A_damaged_export_is_refused_with_its_file_and_line()
    {
        Assert.Equal(0, (await GasAsync("old", "export", "--to", PathOf("export"))).ExitCode);
        await File.WriteAllTextAsync(PathOf("export", "jobs.jsonl"), "{\"id\":", Cancellation);
        var refused = await GasAsync("new", "import", "--from", PathOf("export"));
        Is(1, "", refused);
        Assert.Contains($"{PathOf("export", "jobs.jsonl")}, line 1: it cannot be read.", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Say either --from FOLDER or --from-gas", "import")]
    [InlineData("Say either --from FOLDER or --from-gas", "import", "--from", "x", "--from-gas", "--table", "t")]
    [InlineData("--from-gas needs --table", "import", "--from-gas")]
    [InlineData("--retrieve and --vault belong together", "import", "--from-gas", "--table", "t", "--retrieve")]
    [InlineData("exclude each other", "export", "--to", "x", "--retrieve", "--leave-archives")]
    [InlineData("manifest.json is missing", "import", "--from", "nowhere")]
    public async Task Wrong_usage_is_said_in_a_sentence(string words, params string[] arguments)
    {
        var refused = await GasAsync("data", arguments);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(words, refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    private static void Is(int exitCode, string words, ToolResult result)
    {
        Assert.True(exitCode == result.ExitCode, $"{result.ExitCode}: {result.Output}{result.Errors}");
        Assert.Contains(words, result.Output, StringComparison.Ordinal);
    }

    private static async Task<byte[]> ReadAsync(ScriptedUser user, Guid job)
    {
        await using var content = await user.DownloadAsync(job, "result", Cancellation);
        using var all = new MemoryStream();
        await content.CopyToAsync(all, Cancellation);
        return all.ToArray();
    }

    private string PathOf(params string[] names) => Path.Combine([_folder.FullName, .. names]);

    private Task<ToolResult> GasAsync(string data, params string[] arguments) =>
        Tool.GasAsync(_folder.FullName, new() { ["Embedded:DataPath"] = PathOf(data) }, ["jobs", .. arguments]);
}
