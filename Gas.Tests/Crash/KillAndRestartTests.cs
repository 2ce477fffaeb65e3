using System.IO.Compression;
using System.Text;
using Gas.Tests.Server;

namespace Gas.Tests.Crash;

/// <summary>The real process, killed in the middle of a job, and started again over what it left.</summary>
public sealed class KillAndRestartTests : IDisposable
{
    private const int Records = 1_500_000;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-crash-");

    [Fact]
    public async Task A_job_in_work_when_the_process_is_killed_is_completed_by_the_next_one()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Guid job;
        await using (var server = await ServerProcess.StartAsync(_data.FullName, cancellation))
        {
            using var user = await FirstAdminAsync(server, cancellation);
            job = await user.UploadAsync(ManyRecords(), "many.vcf", cancellation);
            await user.WaitForAsync(job, "Annotating", cancellation);
            await server.KillAsync(cancellation);
        }

        await using (var server = await ServerProcess.StartAsync(_data.FullName, cancellation))
        {
            using var user = new ScriptedUser(server.Address);
            user.UseBasic();
            await user.WaitForAsync(job, "Completed", cancellation);
            Assert.Equal(Records, await CountRecordsAsync(await user.DownloadAsync(job, "result", cancellation), cancellation));
            Assert.DoesNotContain("Unhandled", server.Output, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_data.FullName, "files", ".tmp")));
    }

    [Fact]
    public async Task A_stop_hands_running_work_back_within_thirty_seconds_and_the_next_start_ends_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Guid job;
        await using (var server = await ServerProcess.StartAsync(_data.FullName, cancellation, "--Pipeline:DrainTime=00:00:00"))
        {
            using var user = await FirstAdminAsync(server, cancellation);
            job = await user.UploadAsync(ManyRecords(), "many.vcf", cancellation);
            await user.WaitForAsync(job, "Annotating", cancellation);
            Assert.InRange(await server.TerminateAsync(cancellation), TimeSpan.Zero, TimeSpan.FromSeconds(30));
            Assert.Equal(0, server.ExitCode);
        }

        await using (var server = await ServerProcess.StartAsync(_data.FullName, cancellation))
        {
            using var user = new ScriptedUser(server.Address);
            user.UseBasic();
            await user.WaitForAsync(job, "Completed", cancellation);
        }
    }

    [Theory]
    [InlineData("--Provider=Floppy", "Provider")]
    [InlineData("--Pipeline:MaxAttempts=0", "Pipeline:MaxAttempts")]
    [InlineData("--Pipeline:LeaseTime=soon", "Pipeline:LeaseTime")]
    [InlineData("--Pipeline:MaxAtempts=3", "MaxAtempts")]
    [InlineData("--Upload:MaxBytes=-1", "Upload:MaxBytes")]
    [InlineData("--Accounts:Registration=Sometimes", "Accounts:Registration")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_the_key(string argument, string key)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = ServerProcess.Launch(_data.FullName, argument);
        await server.WaitForExitAsync(cancellation);
        Assert.Equal(2, server.ExitCode);
        Assert.Contains(key, server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var first = await ServerProcess.StartAsync(_data.FullName, cancellation);
        await using var second = ServerProcess.Launch(_data.FullName);
        await second.WaitForExitAsync(cancellation);
        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains("Embedded:DataPath", second.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static async Task<ScriptedUser> FirstAdminAsync(ServerProcess server, CancellationToken cancellation)
    {
        var user = new ScriptedUser(server.Address);
        await user.SetUpAsync(server, cancellation);
        return user;
    }

    private static MemoryStream ManyRecords()
    {
        var text = new StringBuilder("##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
        for (var i = 0; i < Records; i++)
        {
            text.Append("NC_045512.2\t23403\tv").Append(i).Append("\tA\tG\t.\tPASS\t.\n");
        }

        return new MemoryStream(Encoding.ASCII.GetBytes(text.ToString()));
    }

    private static async Task<int> CountRecordsAsync(Stream result, CancellationToken cancellation)
    {
        await using var gzip = new GZipStream(result, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var records = 0;
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            records += line.StartsWith('#') ? 0 : 1;
            Assert.True(line.StartsWith('#') || line.Contains("p.Asp614Gly", StringComparison.Ordinal), line);
        }

        return records;
    }
}
