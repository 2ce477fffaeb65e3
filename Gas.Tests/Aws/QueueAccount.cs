using Amazon.Runtime;
using Amazon.SQS;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Sns;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Aws;

/// <summary>One process of the service as far as queues and topics go, with names that no other test has.</summary>
internal sealed class QueueAccount : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public QueueAccount(FauxqsPeer peer, TimeProvider? time = null, string? prefix = null, Action<IServiceCollection>? add = null)
    {
        Prefix = prefix ?? $"t{Guid.NewGuid().ToString("N")[..12]}-";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Aws:ServiceURL"] = peer.Address.ToString(),
            ["Aws:Region"] = "eu-central-1",
            ["Aws:Prefix"] = Prefix,
            ["Aws:InputsBucket"] = Prefix + "inputs",
            ["Aws:ResultsBucket"] = Prefix + "results",
        }).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton<JobFeed>()
            .AddSingleton<PlanFeed>()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddAws(configuration);
        add?.Invoke(services);
        _services = services.BuildServiceProvider();
        ((AmazonServiceClient)Sqs).BeforeRequestEvent += Count;
        ((AmazonServiceClient)Sns).BeforeRequestEvent += Count;
    }

    public string Prefix { get; }

    public RecordedLog Log { get; } = new();

    /// <summary>The requests that were sent, by their names.</summary>
    public RequestCount Requests { get; } = new();

    public IServiceProvider Services => _services;

    public AwsNames Names => _services.GetRequiredService<AwsNames>();

    public IAmazonSQS Sqs => _services.GetRequiredService<IAmazonSQS>();

    public IAmazonSimpleNotificationService Sns => _services.GetRequiredService<IAmazonSimpleNotificationService>();

    public SqsAddresses Addresses => _services.GetRequiredService<SqsAddresses>();

    public SqsJobQueue Queue => (SqsJobQueue)_services.GetRequiredService<IJobQueue>();

    public SqsQueues Queues => _services.GetServices<IResource>().OfType<SqsQueues>().Single();

    public SnsTopics Topics => _services.GetServices<IResource>().OfType<SnsTopics>().Single();

    public async Task<QueueAccount> CreatedAsync(CancellationToken cancellation)
    {
        await Queues.CreateAsync(cancellation);
        await Topics.CreateAsync(cancellation);
        return this;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private void Count(object sender, RequestEventArgs arguments)
    {
        if (arguments is WebServiceRequestEventArgs { Request: var request })
        {
            Requests.Add(request.GetType().Name.Replace("Request", "", StringComparison.Ordinal));
        }
    }
}
