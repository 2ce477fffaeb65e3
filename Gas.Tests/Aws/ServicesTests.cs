using Amazon.SQS;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Glacier;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gas.Tests.Aws;

/// <summary>The provider's clients as they are wired, each in the circuit of its service.</summary>
public sealed class ServicesTests
{
    [Theory]
    [InlineData("S3", new[] { "DynamoDB", "SQS", "SNS", "S3" })]
    [InlineData("Glacier", new[] { "DynamoDB", "SQS", "SNS", "S3", "Glacier" })]
    public async Task All_services_that_are_needed_are_shown_and_a_fault_is_told_of_the_one_that_has_it(string vault, string[] names)
    {
        await FauxqsPeer.SharedAsync();
        await using var s3 = await S3Peer.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var glacier = await GlacierPeer.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Aws:Region"] = "us-east-1",
            ["Aws:InputsBucket"] = "some-inputs",
            ["Aws:ResultsBucket"] = "some-results",
            ["Aws:Vault:Kind"] = vault,
            ["Aws:ServiceURL"] = s3.Address,
            ["Aws:Endpoints:Glacier"] = glacier.Address,
        }).Build();
        await using var provider = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddLogging().AddAws(configuration).BuildServiceProvider();
        var services = provider.GetRequiredService<IServices>();
        Assert.Equal(names, services.Standings.Select(standing => standing.Name));
        Assert.All(services.Standings, standing => Assert.Equal((ServiceState.Closed, null), (standing.State, standing.LastError)));

        // Whatever it is that answers there: it fails.
        s3.Faults.Break("Unknown", new PeerFault.Refusal(500, "InternalError"), times: 10);
        await Assert.ThrowsAnyAsync<Exception>(() => provider.GetRequiredService<IAmazonSQS>().GetQueueUrlAsync("annotate", TestContext.Current.CancellationToken));
        Assert.Equal(["SQS"], services.Standings.Where(standing => standing.LastError is not null).Select(standing => standing.Name));
        if (vault == "Glacier")
        {
            glacier.Faults.Break("DescribeVault", new PeerFault.Refusal(500, "ServiceUnavailableException"), times: 10);
            await Assert.ThrowsAnyAsync<Exception>(() => provider.GetRequiredService<IGlacierClient>().DescribeVaultAsync("results", TestContext.Current.CancellationToken));
            Assert.Equal("It fails (ServiceUnavailableException, HTTP 500).", services.Standings[^1].LastError);
        }
    }
}
