using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SQS.Model;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Glacier;
using Gas.Pipeline.Ports;
using Gas.Tests.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Aws;

/// <summary>The provider's files and vault as they are wired, on peers in place of AWS, with buckets and a queue of its own.</summary>
internal sealed class AwsFiles : IAsyncDisposable
{
    private static readonly BasicAWSCredentials Credentials = new(AwsPeer.AccessKey, AwsPeer.SecretKey);

    private readonly Dictionary<string, string?> _settings;
    private readonly Uri _fauxqs;
    private ServiceProvider? _services;

    private AwsFiles(TimeProvider clock, Uri fauxqs, S3Peer? s3, GlacierPeer? glacier, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        (Clock, _fauxqs, S3, Glacier) = (clock, fauxqs, s3, glacier);
        var name = $"t{Guid.NewGuid():n}"[..12];
        _settings = new Dictionary<string, string?>
        {
            ["Aws:Region"] = "us-east-1",
            // Whatever a test does, it does not reach AWS.
            ["Aws:ServiceURL"] = fauxqs.ToString(),
            ["Aws:Prefix"] = $"{name}-",
            ["Aws:InputsBucket"] = $"{name}-inputs",
            ["Aws:ResultsBucket"] = $"{name}-results",
            ["Aws:PartBytes"] = $"{5 << 20}",
        };
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }

    }

    public TimeProvider Clock { get; }

    /// <summary>Null where fauxqs stands for S3.</summary>
    public S3Peer? S3 { get; }

    public GlacierPeer? Glacier { get; }

    /// <summary>How long a receiver of notices waits; one that goes on for ever should not run hot.</summary>
    public TimeSpan Poll { get; init; }

    public RecordedLog Log { get; } = new();

    public IFileStore Files => Get<IFileStore>();

    public IVault Vault => Get<IVault>();

    public AwsNames Names => Get<AwsNames>();

    public IAmazonSQS Sqs => Get<IAmazonSQS>();

    public string QueueUrl { get; private set; } = "";

    /// <summary>With a strict S3, and whichever vault the settings choose.</summary>
    public static Task<AwsFiles> StartAsync(TimeProvider clock, CancellationToken cancellation, params KeyValuePair<string, string?>[] settings) => StartAsync(clock, TimeSpan.Zero, cancellation, settings);

    public static async Task<AwsFiles> StartAsync(TimeProvider clock, TimeSpan poll, CancellationToken cancellation, params KeyValuePair<string, string?>[] settings)
    {
        var isGlacier = settings.Any(setting => setting is { Key: "Aws:Vault:Kind", Value: "Glacier" });
        var files = new AwsFiles(
            clock,
            (await FauxqsPeer.SharedAsync()).Address,
            await S3Peer.StartAsync(clock, cancellation),
            isGlacier ? await GlacierPeer.StartAsync(clock, cancellation) : null,
            settings) { Poll = poll };
        await files.PrepareAsync(cancellation);
        return files;
    }

    /// <summary>With fauxqs for S3, which knows no storage classes.</summary>
    public static async Task<AwsFiles> StartOnFauxqsAsync(CancellationToken cancellation, params KeyValuePair<string, string?>[] settings)
    {
        var files = new AwsFiles(TimeProvider.System, (await FauxqsPeer.SharedAsync()).Address, null, null, settings);
        await files.PrepareAsync(cancellation);
        return files;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>The resources of files and archives alone.</summary>
    public IEnumerable<IResource> Resources => Services.GetServices<IResource>().Where(resource => resource is S3Buckets or GlacierVaultResource);

    /// <summary>As after a restart.</summary>
    public async Task ReopenAsync()
    {
        await Services.DisposeAsync();
        _services = null;
    }

    /// <summary>Leaves a completion notice in the queue.</summary>
    public Task TellAsync(string message, CancellationToken cancellation) => Sqs.SendMessageAsync(QueueUrl, message, cancellation);

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (S3 is not null)
        {
            await S3.DisposeAsync();
        }

        if (Glacier is not null)
        {
            await Glacier.DisposeAsync();
        }
    }

    private ServiceProvider Services => _services ??= Open();

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        // What was received is seen again at once: nobody waits for a visibility time-out.
        QueueUrl = (await Sqs.CreateQueueAsync(new CreateQueueRequest(Names.RetrievalsQueue) { Attributes = new() { ["VisibilityTimeout"] = "0" } }, cancellation)).QueueUrl;
        foreach (var resource in Resources)
        {
            await resource.CreateAsync(cancellation);
        }
    }

    private ServiceProvider Open()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(Clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(Log))
            .AddAws(configuration);

        // As wired but for the credentials, which the SDK would look for on this machine.
        services.Replace(ServiceDescriptor.Singleton<IAmazonS3>(new AmazonS3Client(Credentials, new AmazonS3Config { ServiceURL = S3?.Address ?? _fauxqs.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true })));
        services.Replace(ServiceDescriptor.Singleton<IAmazonSQS>(new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = _fauxqs.ToString(), AuthenticationRegion = "us-east-1" })));
        services.Replace(ServiceDescriptor.Singleton(provider => new RetrievalQueue(provider.GetRequiredService<IAmazonSQS>(), provider.GetRequiredService<AwsNames>(), provider.GetRequiredService<ILogger<RetrievalQueue>>()) { Poll = Poll }));
        if (Glacier is not null)
        {
            services.Replace(ServiceDescriptor.Singleton<IGlacierClient>(new GlacierClient(Credentials, new GlacierConfig { ServiceURL = Glacier.Address, AuthenticationRegion = "us-east-1" })));
        }

        return services.BuildServiceProvider();
    }
}
