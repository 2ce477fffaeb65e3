using System.Security.Cryptography;
using Gas.Tests.Browser;
using Gas.Tests.Server;

namespace Gas.Tests.Commands;

/// <summary>Backups by the real commands, of the real server under load.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gas-backup-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_backup_under_load_restores_to_a_whole_product()
    {
        // Everything moves while the backup is made: jobs are run, archived, restored and deleted.
        string[] lively = ["--Plans:Free:ArchiveAfter=00:00:00", "--Archive:HotGrace=00:00:01", "--Plans:Free:JobsAtOnce=0", "--Upload:PerMinute=10000"];
        var before = new List<Guid>();
        await using (var server = await ServerProcess.StartAsync(PathOf("data"), Cancellation, lively))
        {
            using var ann = new ScriptedUser(server.Address);
            await ann.SetUpAsync(server, Cancellation);
            for (var number = 0; number < 5; number++)
            {
                before.Add(await ann.UploadAsync(new MemoryStream(SampleVcf.Small), $"before-{number}.vcf", Cancellation));
            }

            using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var load = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => LoadAsync(ann, enough.Token)));
            for (var round = 0; round < 3; round++)
            {
                var made = await GasAsync("data", ["backup", "--to", PathOf($"backup-{round}"), .. round == 1 ? ["--copy"] : Array.Empty<string>()]);
                Assert.True(made.ExitCode == 0, made.Errors);
                Assert.Contains("each compared with its SHA-256", made.Output, StringComparison.Ordinal);
            }

            await enough.CancelAsync();
            await load;
        }

        // The original is gone for good.
        Directory.Delete(PathOf("data"), recursive: true);
        var restored = await GasAsync("restored", "restore", "--from", PathOf("backup-2"));
        Assert.True(restored.ExitCode == 0, restored.Errors);
        await using var again = await ServerProcess.StartAsync(PathOf("restored"), Cancellation, "--Embedded:Vault:ExpeditedTime=00:00:00", "--Embedded:Vault:StandardTime=00:00:00");
        using var user = new ScriptedUser(again.Address);
        user.UseBasic();
        // What was archived comes back: the vault has it.
        await BecomePremiumAsync(user);
        foreach (var job in before)
        {
            await user.WaitForAsync(job, "Completed", Cancellation);
            await using var result = await user.DownloadAsync(job, "result", Cancellation);
            Assert.NotEmpty(await ReadAsync(result));
            await using var input = await user.DownloadAsync(job, "input", Cancellation);
            Assert.Equal(SampleVcf.Small, await ReadAsync(input));
        }

        Assert.DoesNotContain("is not in the file store", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_overwritten_and_a_damaged_or_unfinished_backup_is_refused()
    {
        Is(1, "no gas.db", await GasAsync("nothing", "backup", "--to", PathOf("b")));
        await using (var server = await ServerProcess.StartAsync(PathOf("data"), Cancellation))
        {
            using var ann = new ScriptedUser(server.Address);
            await ann.SetUpAsync(server, Cancellation);
            var job = await ann.UploadAsync(new MemoryStream(SampleVcf.Small), "one.vcf", Cancellation);
            await ann.WaitForAsync(job, "Completed", Cancellation);
        }

        Is(1, "within the data folder", await GasAsync("data", "backup", "--to", PathOf("data", "b")));
        Assert.Equal(0, (await GasAsync("data", "backup", "--to", PathOf("b"), "--copy")).ExitCode);
        Is(1, "is not empty", await GasAsync("data", "backup", "--to", PathOf("b")));
        Is(1, "is not empty", await GasAsync("data", "restore", "--from", PathOf("b")));
        Is(2, "Provider is 'Aws'", await Tool.GasAsync(_folder.FullName, new Dictionary<string, string> { ["Provider"] = "Aws" }, "backup", "--to", PathOf("c")));

        var victim = Directory.GetFiles(PathOf("b", "files"), "*", SearchOption.AllDirectories)[0];
        var bytes = await File.ReadAllBytesAsync(victim, Cancellation);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(victim, bytes, Cancellation);
        Is(1, $"the SHA-256 of {Path.GetRelativePath(PathOf("b"), victim)} is {Convert.ToHexStringLower(SHA256.HashData(bytes))}", await GasAsync("r1", "restore", "--from", PathOf("b")));
        Assert.False(File.Exists(PathOf("r1", "gas.db")));
        File.Delete(victim);
        Is(1, "is missing", await GasAsync("r2", "restore", "--from", PathOf("b")));
        File.Delete(PathOf("b", "backup.json"));
        Is(1, "holds no whole backup", await GasAsync("r3", "restore", "--from", PathOf("b")));

        // And a file that the disk has changed is not backed up as if it were well.
        var spoilt = Directory.GetFiles(PathOf("data", "files"), "annotated.vcf.gz", SearchOption.AllDirectories)[0];
        await File.AppendAllTextAsync(spoilt, "x", Cancellation);
        Is(1, "is not what its job says", await GasAsync("data", "backup", "--to", PathOf("d")));
        Assert.False(File.Exists(PathOf("d", "backup.json")));
    }

    private static async Task LoadAsync(ScriptedUser user, CancellationToken enough)
    {
        for (var number = 0; number < 60 && !enough.IsCancellationRequested; number++)
        {
            var job = await user.UploadAsync(new MemoryStream(SampleVcf.Small), $"load-{number}.vcf", Cancellation);
            if (number % 3 == 0)
            {
                using var gone = await user.Http.DeleteAsync(new Uri($"/api/jobs/{job}", UriKind.Relative), Cancellation);
            }
        }
    }

    private static async Task BecomePremiumAsync(ScriptedUser user)
    {
        using var answer = await user.Http.PutAsync(new Uri("/api/plan/premium", UriKind.Relative), null, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Cancellation);
        return bytes.ToArray();
    }

    private Task<ToolResult> GasAsync(string data, params string[] arguments) => Tool.GasAsync(_folder.FullName, new Dictionary<string, string> { ["Embedded:DataPath"] = PathOf(data) }, arguments);

    private static void Is(int exitCode, string words, ToolResult result)
    {
        Assert.Equal((exitCode, ""), (result.ExitCode, exitCode == 0 ? result.Errors : ""));
        Assert.Contains(words, result.Output + result.Errors, StringComparison.Ordinal);
    }

    private string PathOf(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);
}
