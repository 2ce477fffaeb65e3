using Amazon.DynamoDBv2;
using Amazon.SQS;
using Gas.Pipeline;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Rows;
using Gas.Pipeline.Ports;
using Gas.Tests.Embedded;
using Gas.Tests.Pipeline;
using Gas.Tests.Pipeline.Races;
using Gas.Tests.Pipeline.Stepped;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gas.Tests.Aws.Stepped;

/// <summary>The AWS provider on the peers, with tables, queues and buckets of its own. Receivers never wait: what a queue has, it gives at once.</summary>
internal sealed class AwsSteps : SteppedProvider
{
    private readonly TaskCompletionSource _never = new();
    private readonly FauxqsPeer _fauxqs;
    private readonly S3Peer _s3;

    /// <summary>For whoever looks on from beside the process.</summary>
    private readonly ServiceProvider _account;

    private AwsSteps(FauxqsPeer fauxqs, string dynamo, S3Peer s3, TestClock time)
        : base(time)
    {
        (_fauxqs, _s3) = (fauxqs, s3);
        var prefix = $"t{Guid.NewGuid():n}"[..12] + "-";
        Settings = new Dictionary<string, string?>
        {
            ["Provider"] = "Aws",
            ["Aws:Region"] = "us-east-1",
            ["Aws:Prefix"] = prefix,
            ["Aws:InputsBucket"] = $"{prefix}inputs",
            ["Aws:ResultsBucket"] = $"{prefix}results",
            ["Aws:Vault:RestoredDays"] = "1",
            ["Aws:ServiceURL"] = fauxqs.Address.ToString(),
            ["Aws:Endpoints:DynamoDb"] = dynamo,
            ["Aws:Endpoints:S3"] = s3.Address,
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
        _account = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddProvider(configuration).BuildServiceProvider();
    }

    public override IReadOnlyDictionary<string, string?> Settings { get; }

    public override bool HasExpeditedCapacity
    {
        set => _s3.HasExpeditedCapacity = value;
    }

    public override bool MergesMessages => false;

    public override Task NextWait => _never.Task;

    public override TimeSpan OutputTime => TimeSpan.FromDays(2);

    private IAmazonDynamoDB Dynamo => _account.GetRequiredService<IAmazonDynamoDB>();

    private AwsNames Names => _account.GetRequiredService<AwsNames>();

    /// <summary>
    /// The calls before which a worker stands still, where the embedded provider has the time for all of them: a job's claim, its input and its result; elsewhere
    /// what the turn is there for. <c>GAS_SCHEDULES</c> asks for all here too.
    /// </summary>
    public static IEnumerable<int> CallsToStandAt(Moment moment, IEnumerable<int> all) =>
        Environment.GetEnvironmentVariable("GAS_SCHEDULES") is { Length: > 0 } ? all : moment == Moment.Annotate ? [2, 5, 17] : [4];

    /// <param name="fauxqs">One whose clock nobody else moves now.</param>
    public static async Task<AwsSteps> StartAsync(FauxqsPeer fauxqs)
    {
        var time = new TestClock();
        var steps = new AwsSteps(fauxqs, await DynamoPeer.AddressAsync(), await S3Peer.StartAsync(time, default), time);
        // Not as 'aws init' makes them: it would look again half a second later whether the tables are there.
        await steps.Dynamo.CreateTableAsync(JobTable.Jobs(steps.Names.JobsTable));
        await steps.Dynamo.CreateTableAsync(JobTable.Tallies(steps.Names.TalliesTable));
        foreach (var resource in steps._account.GetServices<IResource>().Where(resource => resource is SqsQueues or S3Buckets))
        {
            await resource.CreateAsync(default);
        }

        return steps;
    }

    public override void Wire(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new StandingClock(Time)));
        services.Replace(ServiceDescriptor.Singleton(provider => new RetrievalQueue(provider.GetRequiredService<IAmazonSQS>(), provider.GetRequiredService<AwsNames>(), provider.GetRequiredService<ILogger<RetrievalQueue>>()) { Poll = TimeSpan.Zero }));
        services.Decorate<IJobQueue>(queue =>
        {
            ((SqsJobQueue)queue).Poll = TimeSpan.Zero;
            return queue;
        });
    }

    /// <summary>Restores that are ready then are told.</summary>
    public override async Task PassAsync(TimeSpan span)
    {
        Time.Advance(span);
        await _fauxqs.MoveClockAsync(span, default);
        foreach (var message in _s3.TakeEvents())
        {
            var sqs = _account.GetRequiredService<IAmazonSQS>();
            await sqs.SendMessageAsync((await sqs.GetQueueUrlAsync(Names.RetrievalsQueue)).QueueUrl, message);
        }
    }

    public override int CountArchives()
    {
        Assert.Equal(0, _s3.UnfinishedUploads);
        return _s3.KeysOf(Names.ResultsBucket, AwsNames.Archives).DistinctBy(key => string.Join('/', key.Split('/').Take(3))).Count();
    }

    public override async ValueTask DisposeAsync()
    {
        await Dynamo.DeleteTableAsync(Names.JobsTable);
        await Dynamo.DeleteTableAsync(Names.TalliesTable);
        await _account.DisposeAsync();
        await _s3.DisposeAsync();
    }
}
