using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Gas.Pipeline.Aws.Clients;
using Gas.Pipeline.Aws.Glacier;
using Gas.Pipeline.Aws.Rows;
using Gas.Pipeline.Aws.Sns;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gas.Pipeline.Aws;

/// <summary>Wires the provider for many instances: DynamoDB, SQS, SNS, S3 and cold storage.</summary>
public static class AwsExtensions
{
    /// <summary>A row or a message takes milliseconds: a connection that is silent for so long is dead, and a worker's claim is not to lapse over it.</summary>
    private static readonly TimeSpan ShortCall = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddAws(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<AwsOptions>(AwsOptions.Section);
        services.AddSingleton<AwsNames>();
        services.AddDefaultAWSOptions(configuration.GetAWSOptions(AwsOptions.Section));
        services.AddSingleton<Circuits>();
        services.AddSingleton<IServices>(provider => provider.GetRequiredService<Circuits>());
        services.AddAWSService<IAmazonDynamoDB>(OptionsFor(configuration, nameof(AwsEndpoints.DynamoDb)), static (config, _) => ((ClientConfig)config).Timeout = ShortCall);
        services.Guard<IAmazonDynamoDB>("DynamoDB");
        services.AddAWSService<IAmazonSQS>(OptionsFor(configuration, nameof(AwsEndpoints.Sqs)), static (config, _) => ((ClientConfig)config).Timeout = ShortCall + SqsJobQueue.LongestPoll);
        services.Guard<IAmazonSQS>("SQS");
        services.AddRows();
        services.AddQueues(configuration);
        services.AddFiles(configuration);
        return services;
    }

    /// <summary>Puts the client that was just registered into a circuit of its own.</summary>
    private static void Guard<TClient>(this IServiceCollection services, string service)
        where TClient : class
    {
        var plain = services.Last(registered => registered.ServiceType == typeof(TClient)).ImplementationFactory!;
        services.AddSingleton(provider => new Circuit(service, provider.GetRequiredService<TimeProvider>()));
        services.Replace(ServiceDescriptor.Singleton(provider =>
        {
            var client = plain(provider);
            provider.GetRequiredService<Circuits>().Guard((AmazonServiceClient)client, service);
            return (TClient)client;
        }));
    }

    /// <summary>The job rows in DynamoDB. The keeper is registered before every worker, so that it stops after them and writes what their last changes add.</summary>
    private static void AddRows(this IServiceCollection services)
    {
        services.AddSingleton<DynamoDbTallies>();
        services.AddSingleton<TallyRecount>();
        services.AddSingleton<IJobStore, DynamoDbJobStore>();
        // Longer than another instance gathers its changes of counts, and than a sum over all owners may be old.
        services.AddSingleton(new CountLag(TimeSpan.FromSeconds(8)));
        services.AddHostedService<TallyKeeper>();
        services.AddTable(names => JobTable.Jobs(names.JobsTable));
        services.AddTable(names => JobTable.Tallies(names.TalliesTable));
    }

    private static void AddTable(this IServiceCollection services, Func<AwsNames, CreateTableRequest> shape) =>
        services.AddSingleton<IResource>(provider => new DynamoDbTable(
            provider.GetRequiredService<IAmazonDynamoDB>(), provider.GetRequiredService<TimeProvider>(), shape(provider.GetRequiredService<AwsNames>())));

    /// <summary>Queues, topics and the news between instances.</summary>
    private static void AddQueues(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAWSService<IAmazonSimpleNotificationService>(OptionsFor(configuration, nameof(AwsEndpoints.Sns)), static (config, _) => ((ClientConfig)config).Timeout = ShortCall);
        services.Guard<IAmazonSimpleNotificationService>("SNS");
        services.AddSingleton<SqsAddresses>();
        services.AddSingleton<SqsJobQueue>();
        services.AddSingleton<IJobQueue>(provider => provider.GetRequiredService<SqsJobQueue>());
        services.AddHostedService<SqsSettling>();
        services.AddSingleton<IEventRelay, SnsEventRelay>();
        services.AddHostedService<SnsPublisher>();
        services.AddSingleton<IResource, SqsQueues>();
        services.AddSingleton<IResource, SnsTopics>();
    }

    /// <summary>The common options, at the service's own address where one is set.</summary>
    internal static AWSOptions OptionsFor(IConfiguration configuration, string service)
    {
        var options = configuration.GetAWSOptions(AwsOptions.Section);
        if (configuration[$"{AwsOptions.Section}:{nameof(AwsOptions.Endpoints)}:{service}"] is { Length: > 0 } address)
        {
            options.DefaultClientConfig.ServiceURL = address;
        }

        if (options.DefaultClientConfig.ServiceURL is not null)
        {
            // An emulator's address says nothing of a region, but signatures name one.
            options.DefaultClientConfig.AuthenticationRegion = options.Region?.SystemName ?? "us-east-1";
        }

        return options;
    }

    internal static void AddS3(this IServiceCollection services, IConfiguration configuration) =>
        services.AddAWSService<IAmazonS3>(OptionsFor(configuration, nameof(AwsEndpoints.S3)), (config, _) =>
        {
            // At an address of its own (an emulator) a bucket has no host name.
            ((AmazonS3Config)config).ForcePathStyle = config.ServiceURL is not null;
            // A copy of 5 GB takes its time, but one that hangs is asked for again.
            config.Timeout = TimeSpan.FromMinutes(15);
        });

    /// <summary>Files in S3, and whichever vault was chosen.</summary>
    private static void AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddS3(configuration);
        services.Guard<IAmazonS3>("S3");
        services.AddSingleton<IFileStore, S3FileStore>();
        services.AddSingleton<RetrievalQueue>();
        services.AddSingleton<IResource, S3Buckets>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AwsOptions>>().Value.Vault.Times);

        // A value that is none stops the start a little later, with the sentence of the options.
        if (Enum.TryParse<AwsVaultKind>(configuration[$"{AwsOptions.Section}:{nameof(AwsOptions.Vault)}:{nameof(AwsVaultOptions.Kind)}"], ignoreCase: true, out var kind) && kind == AwsVaultKind.Glacier)
        {
            services.AddAWSService<IGlacierClient>(OptionsFor(configuration, nameof(AwsEndpoints.Glacier)));
            services.Guard<IGlacierClient>("Glacier");
            services.AddSingleton<IVault, GlacierVault>();
            services.AddSingleton<IResource, GlacierVaultResource>();
        }
        else
        {
            services.AddSingleton<IVault, S3GlacierVault>();
        }
    }
}
