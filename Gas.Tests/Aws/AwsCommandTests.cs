using Gas.Tests.Commands;

namespace Gas.Tests.Aws;

/// <summary>How an operator makes an account ready, by the real command.</summary>
public sealed class AwsCommandTests : IAsyncLifetime
{
    private static readonly string[] _writes = ["CreateBucket", "PutBucketConfiguration"];

    private AwsCloud? _cloud;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AwsCloud Cloud => _cloud!;

    public async ValueTask InitializeAsync() => _cloud = await AwsCloud.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _cloud?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("S3")]
    [InlineData("Glacier")]
    public async Task Init_makes_what_is_missing_and_then_nothing_more(string vault)
    {
        Cloud.Settings["Aws:Vault:Kind"] = vault;
        foreach (var look in new[] { await Cloud.GasAsync("check"), await Cloud.GasAsync("init", "--dry-run") })
        {
            Assert.Equal((1, ""), (look.ExitCode, look.Errors));
            Assert.Contains($"table {Cloud.Prefix}annotations: The table {Cloud.Prefix}annotations is not there.", look.Output, StringComparison.Ordinal);
            Assert.Contains($"The queue '{Cloud.Prefix}annotate' is missing.", look.Output, StringComparison.Ordinal);
            Assert.Contains($"The bucket '{Cloud.Prefix}results' does not exist.", look.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("well", look.Output, StringComparison.Ordinal);
        }

        Assert.Equal(0, Cloud.S3.Faults.Calls("CreateBucket"));
        var made = await Cloud.GasAsync("init");
        IsWell(made, vault);
        var written = Written();
        Assert.Equal((2, vault == "Glacier" ? 1 : 0), (Cloud.S3.Faults.Calls("CreateBucket"), Cloud.Glacier.Faults.Calls("CreateVault")));
        IsWell(await Cloud.GasAsync("init"), vault);
        IsWell(await Cloud.GasAsync("check"), vault);
        Assert.Equal(written, Written());
    }

    [Fact]
    public async Task What_has_gone_since_is_named_and_made_again()
    {
        Assert.Equal(0, (await Cloud.GasAsync("init")).ExitCode);
        var queue = (await Cloud.Sqs.GetQueueUrlAsync($"{Cloud.Prefix}archive", Cancellation)).QueueUrl;
        await Cloud.Sqs.DeleteQueueAsync(queue, Cancellation);
        using (var dynamo = DynamoTables.NewClient(await DynamoPeer.AddressAsync()))
        {
            await dynamo.DeleteTableAsync($"{Cloud.Prefix}tallies", Cancellation);
        }

        var look = await Cloud.GasAsync("check");
        Assert.Equal((1, ""), (look.ExitCode, look.Errors));
        Assert.Contains($"The queue '{Cloud.Prefix}archive' is missing.", look.Output, StringComparison.Ordinal);
        Assert.Contains($"table {Cloud.Prefix}tallies: ", look.Output, StringComparison.Ordinal);
        Assert.Contains($"table {Cloud.Prefix}annotations: well", look.Output, StringComparison.Ordinal);
        IsWell(await Cloud.GasAsync("init"), "S3");
    }

    [Theory]
    [InlineData("Aws:ResultsBucket", "")]
    [InlineData("Aws:Prefix", "GAS_")]
    public async Task A_wrong_setting_is_named_before_anything_is_asked(string key, string value)
    {
        Cloud.Settings[key] = value;
        var refused = await Cloud.GasAsync("init");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(key, refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    private static void IsWell(ToolResult result, string vault)
    {
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(vault == "Glacier" ? 6 : 5, lines.Length);
        Assert.All(lines, line => Assert.EndsWith(": well", line.TrimEnd(), StringComparison.Ordinal));
    }

    private int Written() => _writes.Sum(Cloud.S3.Faults.Calls) + Cloud.Glacier.Faults.Calls("CreateVault");
}
