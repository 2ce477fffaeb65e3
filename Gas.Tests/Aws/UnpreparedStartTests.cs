using Gas.Tests.Commands;
using Gas.Tests.Server;

namespace Gas.Tests.Aws;

/// <summary>An account that nobody has prepared.</summary>
public sealed class UnpreparedStartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_start_is_refused_in_a_sentence_that_names_what_is_missing_and_the_command()
    {
        await using var cloud = await AwsCloud.StartAsync(Cancellation);
        var data = Directory.CreateTempSubdirectory("gas-unprepared-");
        await using (var server = ServerProcess.Launch(data.FullName, cloud.Arguments))
        {
            await server.WaitForExitAsync(Cancellation);
            IsRefusal(server.ExitCode, server.Output, $"table {cloud.Prefix}annotations", $"table {cloud.Prefix}tallies", $"queue {cloud.Prefix}annotate", $"bucket {cloud.Prefix}inputs");
        }

        // Some of it is there: then the rest is named.
        Assert.Equal(0, (await cloud.GasAsync("init")).ExitCode);
        await cloud.Sqs.DeleteQueueAsync((await cloud.Sqs.GetQueueUrlAsync($"{cloud.Prefix}thaw", Cancellation)).QueueUrl, Cancellation);
        await using (var server = ServerProcess.Launch(data.FullName, cloud.Arguments))
        {
            await server.WaitForExitAsync(Cancellation);
            IsRefusal(server.ExitCode, server.Output, $"lack the queue {cloud.Prefix}thaw. Make");
            Assert.DoesNotContain("table", server.Output, StringComparison.Ordinal);
        }

        var moved = await Tool.GasAsync(data.FullName, cloud.Settings, "jobs", "export", "--to", "export");
        IsRefusal(moved.ExitCode, moved.Errors, $"lack the queue {cloud.Prefix}thaw. Make");
        data.Delete(recursive: true);
    }

    private static void IsRefusal(int exitCode, string output, params string[] words)
    {
        Assert.True(exitCode == 2, output);
        var sentence = Assert.Single(output.Split('\n'), line => line.StartsWith("gas: This account", StringComparison.Ordinal));
        Assert.All(words, word => Assert.Contains(word, sentence, StringComparison.Ordinal));
        Assert.Contains("'aws init'", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
