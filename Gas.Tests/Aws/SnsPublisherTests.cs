using System.Text.Json.Nodes;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Sns;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Gas.Tests.Pipeline.SampleJobs;

namespace Gas.Tests.Aws;

public sealed class SnsPublisherTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_completed_job_is_announced_once_in_the_originals_words()
    {
        await using var account = await new QueueAccount(await FauxqsPeer.SharedAsync()).CreatedAsync(Cancellation);
        var url = await ListenAsync(account, account.Names.JobResultsTopic);
        var publisher = account.Services.GetServices<IHostedService>().OfType<SnsPublisher>().Single();
        var feed = account.Services.GetRequiredService<JobFeed>();
        await publisher.StartAsync(Cancellation);

        var lease = Lease();
        var running = Queued().After(new JobEvent.Started(lease));
        var completed = running.After(new JobEvent.Annotated(lease.Token, Result(), File("results/log")));
        feed.Publish(new JobChange(running));
        feed.Publish(new JobChange(completed));
        var message = JsonNode.Parse(await ReceiveAsync(account, url))!.AsObject();
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["job_id"] = completed.Id.ToString(),
                ["user_id"] = "ann",
                ["input_file_name"] = "sample.vcf",
                ["complete_time"] = completed.FinishedAt!.Value.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["s3_results_bucket"] = account.Names.ResultsBucket,
                ["key_result"] = completed.Result!.Vcf.Key,
                ["s3_key_log_file"] = "results/log",
                ["job_status"] = "COMPLETED",
            },
            message.ToDictionary(member => member.Key, member => member.Value!.ToString()));

        // What follows on the same job is no completion, nor is what another instance has committed; the next completion is.
        feed.Publish(new JobChange(completed.After(new JobEvent.Told(JobNotice.Completed))));
        feed.Relay(new JobChange(completed));
        var next = Queued().After(new JobEvent.Started(lease), new JobEvent.Annotated(lease.Token, Result(), File("log")));
        feed.Publish(new JobChange(next));
        Assert.Equal(next.Id.ToString(), (string?)JsonNode.Parse(await ReceiveAsync(account, url))!["job_id"]);
        await publisher.StopAsync(Cancellation);
    }

    [Fact]
    public async Task An_upgrade_made_here_is_announced_and_reaches_the_thaw_queue()
    {
        await using var account = await new QueueAccount(await FauxqsPeer.SharedAsync()).CreatedAsync(Cancellation);
        var publisher = account.Services.GetServices<IHostedService>().OfType<SnsPublisher>().Single();
        var plans = account.Services.GetRequiredService<PlanFeed>();
        var heard = new System.Collections.Concurrent.ConcurrentQueue<PlanNews>();
        await publisher.StartAsync(Cancellation);
        plans.Changed += heard.Enqueue;

        plans.Publish(new PlanNews(new UserId("down"), PlanNewsSource.Account, Plan.Free));
        plans.Publish(new PlanNews(new UserId("elsewhere"), PlanNewsSource.Instance));
        plans.Publish(new PlanNews(Ann, PlanNewsSource.Account, Plan.Premium));
        Assert.Empty(await account.Queue.ReceiveAsync(Stage.Thaw, 10, TimeSpan.FromMinutes(1), Cancellation));
        Assert.Equal(new PlanNews(Ann, PlanNewsSource.Message), heard.Last());
        Assert.Equal(4, heard.Count);
        await publisher.StopAsync(Cancellation);
    }

    private static async Task<string> ListenAsync(QueueAccount account, string topic)
    {
        var url = (await account.Sqs.CreateQueueAsync(account.Prefix + "listener", Cancellation)).QueueUrl;
        await account.Sns.SubscribeAsync(
            new SubscribeRequest
            {
                TopicArn = await account.Addresses.TopicArnAsync(topic, Cancellation),
                Protocol = "sqs",
                Endpoint = await account.Addresses.QueueArnAsync(account.Prefix + "listener", Cancellation),
                Attributes = new() { ["RawMessageDelivery"] = "true" },
            },
            Cancellation);
        return url;
    }

    private static async Task<string> ReceiveAsync(QueueAccount account, string url)
    {
        var messages = (await account.Sqs.ReceiveMessageAsync(new Amazon.SQS.Model.ReceiveMessageRequest(url) { WaitTimeSeconds = 20 }, Cancellation)).Messages;
        return Assert.Single(messages).Body;
    }
}
