using Amazon.SQS.Model;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Sns;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Embedded;
using Gas.Tests.Mail;
using Gas.Tests.Pipeline.Relay;
using Microsoft.Extensions.DependencyInjection;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Aws;

/// <summary>Two instances of the service on one topic, each with a queue of its own.</summary>
public sealed class NewsAcrossInstancesTests : IAsyncLifetime
{
    private readonly EmbeddedFolder _folder = new();
    private readonly List<IAsyncDisposable> _running = [];
    private string? _prefix;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var account = await new QueueAccount(await FauxqsPeer.SharedAsync()).CreatedAsync(Cancellation);
        _prefix = account.Prefix;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(_running))
        {
            await one.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_commit_at_one_reaches_whoever_watches_at_the_other_in_order()
    {
        var (_, a) = await StartAsync();
        var (_, b) = await StartAsync();
        await using var list = new Watcher(b.Feed.Watch(Ann));
        await using var stranger = new Watcher(b.Feed.Watch(new UserId("bob")));
        var job = await a.Ledger.SubmitAsync(Queued(), Cancellation);
        await Until.TrueAsync(() => list.Latest?.Job.Version == 1, "the job is shown");

        for (var version = 1; version <= 50; version++)
        {
            await a.Ledger.RecordAsync(job.Id, new JobEvent.PlanChanged(new PlanTerms(Plan.Premium, version)), Cancellation);
        }

        await a.Ledger.RecordAsync(job.Id, new JobEvent.Cancelled(), Cancellation);
        await Until.TrueAsync(() => list.Latest is { Job: { State: JobState.Cancelled, Version: 52 } }, "the last state is shown");
        Assert.Equal(list.Changes.Select(change => change.Job.Version).Order(), list.Changes.Select(change => change.Job.Version));
        Assert.Empty(stranger.Changes);
    }

    [Fact]
    public async Task What_an_instance_says_does_not_come_back_to_it()
    {
        var (account, a) = await StartAsync();
        var (_, b) = await StartAsync();
        await using var here = new Watcher(a.Feed.Watch(Ann));
        await using var there = new Watcher(b.Feed.Watch(Ann));
        await a.Ledger.SubmitAsync(Queued(), Cancellation);
        await Until.TrueAsync(() => there.Latest is not null, "the job is shown elsewhere");
        Assert.Single(here.Changes);
        var subscription = Assert.Single(await SubscriptionsAsync(account), one => one.Endpoint!.EndsWith(InstanceOf(account), StringComparison.Ordinal));
        var filter = (await account.Sns.GetSubscriptionAttributesAsync(new GetSubscriptionAttributesRequest { SubscriptionArn = subscription.SubscriptionArn! }, Cancellation)).Attributes;
        Assert.Equal(("true", $$"""{"from":[{"anything-but":["{{InstanceOf(account)}}"]}]}"""), (filter["RawMessageDelivery"], filter["FilterPolicy"]));
    }

    [Fact]
    public async Task Both_ways_and_with_the_plans()
    {
        var (_, a) = await StartAsync();
        var (_, b) = await StartAsync();
        var heard = new TaskCompletionSource<PlanNews>();
        a.Plans.Changed += news => heard.TrySetResult(news);
        b.Plans.Publish(new PlanNews(Ann, PlanNewsSource.Account, Plan.Premium));
        Assert.Equal(new PlanNews(Ann, PlanNewsSource.Instance), await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation));
    }

    [Fact]
    public async Task An_instance_takes_its_queue_and_its_subscription_with_it()
    {
        var (account, a) = await StartAsync();
        var queue = account.Names.NewsQueue(InstanceOf(account));
        Assert.Contains(await QueuesAsync(account), url => url.EndsWith(queue, StringComparison.Ordinal));
        await a.StopAsync(Cancellation);
        Assert.DoesNotContain(await QueuesAsync(account), url => url.EndsWith(queue, StringComparison.Ordinal));
        Assert.DoesNotContain(await SubscriptionsAsync(account), one => one.Endpoint!.EndsWith(queue, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_queue_of_an_instance_that_died_is_removed_by_another_and_no_other_queue_is()
    {
        var (account, _) = await StartAsync();
        var seen = TimeProvider.System.GetUtcNow();
        var orphan = await LeftBehindAsync(account, "dead", seen - SnsEventRelay.OrphanAge - TimeSpan.FromSeconds(10));
        var alive = await LeftBehindAsync(account, "alive", seen - SnsEventRelay.OrphanAge + TimeSpan.FromMinutes(5));
        var theirs = await LeftBehindAsync(account, "theirs", null);

        await account.Services.GetRequiredService<IEventRelay>().TendAsync(Cancellation);
        var left = await QueuesAsync(account);
        Assert.Contains(alive, left);
        Assert.Contains(theirs, left);
        Assert.DoesNotContain(orphan, left);
        Assert.Contains(left, url => url.EndsWith(InstanceOf(account), StringComparison.Ordinal));
        Assert.DoesNotContain(await SubscriptionsAsync(account), one => one.Endpoint!.EndsWith("-dead", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_instance_whose_queue_was_taken_away_makes_another_and_its_pages_read_again()
    {
        var (_, a) = await StartAsync();
        var (account, b) = await StartAsync();
        var before = InstanceOf(account);
        await account.Sqs.DeleteQueueAsync((await QueuesAsync(account)).Single(url => url.EndsWith(before, StringComparison.Ordinal)), Cancellation);
        await using var page = new Watcher(b.Feed.Watch(Ann));
        await Until.TrueAsync(() => InstanceOf(account) != before && page.Missed > 0, "another queue is made");
        var job = await a.Ledger.SubmitAsync(Queued(), Cancellation);
        await Until.TrueAsync(() => page.Latest?.Job.Id == job.Id, "the job is shown");
    }

    [Fact]
    public async Task A_burst_costs_few_requests_at_both_ends()
    {
        var (accountA, a) = await StartAsync();
        var (accountB, b) = await StartAsync();
        await using var page = new Watcher(b.Feed.Watch(Ann));
        accountA.Requests.Clear();
        accountB.Requests.Clear();
        var jobs = Enumerable.Range(0, 100).Select(_ => Queued()).ToArray();
        foreach (var job in jobs)
        {
            await _folder.Jobs.AddAsync(job, Cancellation);
            a.Feed.Publish(new JobChange(job));
        }

        await Until.TrueAsync(() => page.Changes.DistinctBy(change => change.Job.Id).Count() == jobs.Length, "all jobs are shown");
        Assert.InRange(accountA.Requests["Publish"], 1, 40);
        Assert.Equal(0, accountB.Requests["DeleteMessage"] + accountB.Requests["DeleteMessageBatch"]);
    }

    private static string InstanceOf(QueueAccount account) => account.Services.GetRequiredService<IEventRelay>().Instance;

    private static async Task<List<string>> QueuesAsync(QueueAccount account) => (await account.Sqs.ListQueuesAsync(account.Names.NewsQueuePrefix, Cancellation)).QueueUrls ?? [];

    private static async Task<IReadOnlyList<Subscription>> SubscriptionsAsync(QueueAccount account) =>
        (await account.Sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = await account.Addresses.TopicArnAsync(account.Names.NewsTopic, Cancellation) }, Cancellation)).Subscriptions;

    /// <summary>A queue as an instance makes it, last tended at this time, or never.</summary>
    private static async Task<string> LeftBehindAsync(QueueAccount account, string instance, DateTimeOffset? seen)
    {
        var create = new CreateQueueRequest(account.Names.NewsQueue(instance)) { Tags = seen is { } at ? new() { ["gas-seen"] = $"{at.ToUnixTimeSeconds()}" } : [] };
        var url = (await account.Sqs.CreateQueueAsync(create, Cancellation)).QueueUrl;
        await account.Sns.SubscribeAsync(
            new SubscribeRequest
            {
                TopicArn = await account.Addresses.TopicArnAsync(account.Names.NewsTopic, Cancellation),
                Protocol = "sqs",
                Endpoint = await account.Addresses.QueueArnAsync(account.Names.NewsQueue(instance), Cancellation),
            },
            Cancellation);
        return url;
    }

    /// <summary>Another instance, from the moment on that it hears.</summary>
    private async Task<(QueueAccount Account, NewsInstance Instance)> StartAsync()
    {
        var account = new QueueAccount(await FauxqsPeer.SharedAsync(), prefix: _prefix);
        _running.Add(account);
        var instance = new NewsInstance(account.Services.GetRequiredService<IEventRelay>(), _folder.Jobs, _folder.Queue, TimeProvider.System, account.Services.GetRequiredService<JobFeed>(), account.Services.GetRequiredService<PlanFeed>(), account.Log);
        _running.Add(instance);
        await instance.StartAsync(Cancellation);
        await Until.TrueAsync(() => account.Log.Lines.Any(line => line.StartsWith("This instance hears", StringComparison.Ordinal)), "the instance hears");
        return (account, instance);
    }
}
