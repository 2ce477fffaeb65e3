using Amazon.S3;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Glacier;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Aws;

/// <summary>What the settings make of files and vault.</summary>
public sealed class AwsFilesWiringTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_take_their_addresses_and_credentials_as_every_client_of_AWS_does()
    {
        await using var s3 = await S3Peer.StartAsync(TimeProvider.System, Cancellation);
        await using var glacier = await GlacierPeer.StartAsync(TimeProvider.System, Cancellation);
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", AwsPeer.AccessKey);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", AwsPeer.SecretKey);
        await using var services = Services(("Vault:Kind", "Glacier"), ("Endpoints:S3", s3.Address), ("Endpoints:Glacier", glacier.Address));
        await services.GetRequiredService<IAmazonS3>().PutBucketAsync("wired-inputs", Cancellation);
        Assert.Null(await services.GetRequiredService<IFileStore>().LengthAsync("inputs/none", Cancellation));
        Assert.Equal(1, s3.Faults.Calls("HeadObject"));
        await services.GetRequiredService<IGlacierClient>().CreateVaultAsync("wired-results", Cancellation);
        Assert.IsType<GlacierVault>(services.GetRequiredService<IVault>());
        Assert.Equal(1, glacier.Faults.Calls("CreateVault"));
    }

    [Theory]
    [InlineData("S3", "Glacier", 5, 300, 720)]
    [InlineData("S3", "GlacierInstantRetrieval", 0, 0, 0)]
    [InlineData("S3", "DeepArchive", 720, 720, 2880)]
    [InlineData("Glacier", "Glacier", 5, 300, 720)]
    public async Task People_are_told_how_long_the_chosen_vault_takes(string kind, string storageClass, int expedited, int standard, int bulk)
    {
        await using var services = Services(("Vault:Kind", kind), ("Vault:StorageClass", storageClass));
        var times = services.GetRequiredService<RetrievalTimes>();
        Assert.Equal(
            new[] { expedited, standard, bulk }.Select(minutes => TimeSpan.FromMinutes(minutes)),
            Enum.GetValues<RetrievalTier>().Select(times.Of));
    }

    [Theory]
    [InlineData("PartBytes", "1000", "Aws:PartBytes is 1000, but must be a number of bytes from 5242880 to 134217728.")]
    [InlineData("Origin", "https://gas.lab.org/", "Aws:Origin is 'https://gas.lab.org/', but must be an address without a path, in lower case, such as https://gas.lab.org, or empty.")]
    [InlineData("Vault:RestoredDays", "0", "Aws:Vault:RestoredDays is 0, but must be a number of days from 1 to 365.")]
    public async Task A_wrong_setting_is_named(string key, string value, string sentence)
    {
        await using var services = Services((key, value));
        Assert.Equal([sentence], Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<AwsOptions>>().Value).Failures);
    }

    [Fact]
    public async Task On_AWS_itself_browsers_upload_to_the_buckets_own_host()
    {
        await using var services = Services(("DirectTransfers", "true"), ("Origin", "https://gas.lab.org"));
        Assert.Equal(new Uri("https://wired-inputs.s3.us-east-1.amazonaws.com/"), services.GetRequiredService<IFileStore>().DirectOrigin);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(settings.Select(setting => KeyValuePair.Create<string, string?>($"Aws:{setting.Key}", setting.Value)))
        {
            ["Aws:Region"] = "us-east-1",
            ["Aws:InputsBucket"] = "wired-inputs",
            ["Aws:ResultsBucket"] = "wired-results",
        }).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddLogging().AddAws(configuration).BuildServiceProvider();
    }
}
