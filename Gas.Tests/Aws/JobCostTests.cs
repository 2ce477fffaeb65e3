using System.Globalization;
using System.Net;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Rows;
using Gas.Pipeline.Aws.Sns;
using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;
using Gas.Tests.Browser;
using Gas.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Aws;

/// <summary>What jobs cost on AWS from the upload to the mail: everything that is billed, counted at the wire of the whole product.</summary>
public sealed class JobCostTests
{
    private const int Owners = 20;
    private const int JobsEach = 5;
    private const int Jobs = Owners * JobsEach;

    /// <summary>
    /// What is paid by the hour, whether or not there are jobs: polls in vain, sweeps, signs of life, what each process asks at its start. News of jobs (Publish) are
    /// told in an instance's first minute even when it is alone, and then only where there is another one, many in one message.
    /// </summary>
    private static readonly string[] ByTheHour =
        [RequestMeter.Idle, $"Query {JobTable.DueIndex}", "Publish", "GetQueueUrl", "GetQueueAttributes", "CreateQueue", "DeleteQueue", "TagQueue", "ListQueues", "ListQueueTags", "Subscribe", "Unsubscribe", "ListObjectsV2", "HeadBucket"];

    /// <summary>USD a million, list prices of us-east-1.</summary>
    private static readonly Dictionary<string, decimal> Prices = new() { [Writes] = 0.625m, [Reads] = 0.125m, ["SQS"] = 0.40m, ["SNS"] = 0.50m, ["S3"] = 0.40m };

    private const decimal PutPrice = 5;
    private const string Writes = "DynamoDB, write units";
    private const string Reads = "DynamoDB, read units";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_jobs_cost_about_twenty_requests_and_units_and_a_two_hundredth_of_a_cent_each()
    {
        await using var cloud = await AwsCloud.ReadyAsync(Cancellation);
        var before = cloud.S3.Faults.AllCalls();
        var names = new AwsNames(Options.Create(new AwsOptions { Prefix = cloud.Prefix }));
        using var beside = new DynamoInstance(DynamoTables.NewClient(cloud.Settings["Aws:Endpoints:DynamoDb"]), names, TimeProvider.System);
        using var reading = DynamoTables.NewClient(cloud.Settings["Aws:Endpoints:DynamoDb"]);
        using var rows = new UnitMeter(reading, JobTable.Jobs(names.JobsTable), JobTable.Tallies(names.TalliesTable));
        using var messages = new RequestMeter();
        using var topics = new RequestMeter();
        await using (var server = new GasServer(cloud.Settings, services => Wire(services, cloud, rows, messages, topics)))
        {
            var owners = Enumerable.Range(0, Owners).Select(number => $"user-{number}@lab.example").ToArray();
            var jobs = await Task.WhenAll(owners.Select((owner, number) => SubmitAsync(server, owner, number % 2 == 0 ? Plan.Free : Plan.Premium)));
            foreach (var job in jobs.SelectMany(ofOwner => ofOwner))
            {
                await Until.TrueAsync(async () => await beside.Store.FindAsync(job, Cancellation) is { State: JobState.Completed, NextNotice: JobNotice.None }, "the job is done and told");
            }
        }

        var bill = rows.WritesByPlace.Select(place => (Writes, place.Key.Replace(cloud.Prefix, "", StringComparison.Ordinal), place.Value))
            .Concat(rows.ReadsByOperation.Select(operation => (Reads, operation.Key.Replace(cloud.Prefix, "", StringComparison.Ordinal), operation.Value)))
            .Concat(messages.Requests.All.Select(operation => ("SQS", operation.Key, (decimal)operation.Value)))
            .Concat(topics.Requests.All.Select(operation => ("SNS", operation.Key, (decimal)operation.Value)))
            .Concat(cloud.S3.Faults.AllCalls().Select(operation => ("S3", operation.Key, (decimal)operation.Value - before.GetValueOrDefault(operation.Key))).Where(line => line.Item3 > 0))
            .ToList();
        var byTheJob = bill.Where(line => !ByTheHour.Contains(line.Item2)).ToList();
        var (count, usd) = (byTheJob.Sum(line => line.Item3) / Jobs, byTheJob.Sum(line => line.Item3 * (line.Item2 == "PutObject" ? PutPrice : Prices[line.Item1])) / Jobs / 1_000_000);
        TestContext.Current.TestOutputHelper!.WriteLine(Table(bill) + string.Create(CultureInfo.InvariantCulture, $"\n{count:0.0} and {usd:0.0000000} USD a job"));
        // The rows of a job and its files are 15 of them; messages, tallies and reads depend on how many come together: few on a busy machine.
        Assert.InRange(count, 15, 23);
        Assert.InRange(usd, 0.00002m, 0.00005m);
    }

    private static async Task<JobId[]> SubmitAsync(GasServer server, string owner, Plan plan)
    {
        using var script = await server.CallAsAsync(owner);
        await server.ChangeAsync(owner, user => user.Plan = plan);
        var jobs = new JobId[JobsEach];
        for (var i = 0; i < JobsEach; i++)
        {
            using var answer = await script.SendAsync(HttpMethod.Post, $"/api/jobs?name=job-{i}.vcf", new ByteArrayContent(SampleVcf.Small));
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            jobs[i] = JobId.Parse((await Gas.Tests.Blazor.Accounts.Visitor.JsonOfAsync(answer)).GetProperty("id").GetString()!);
        }

        return jobs;
    }

    /// <summary>As the product wires them, but for a meter in each wire.</summary>
    private static void Wire(IServiceCollection services, AwsCloud cloud, UnitMeter rows, RequestMeter messages, RequestMeter topics)
    {
        var (credentials, fauxqs) = (new BasicAWSCredentials(AwsPeer.AccessKey, AwsPeer.SecretKey), cloud.Settings["Aws:ServiceURL"]);
        services.Replace(ServiceDescriptor.Singleton<IAmazonDynamoDB>(_ => DynamoTables.NewClient(cloud.Settings["Aws:Endpoints:DynamoDb"], rows)));
        services.Replace(ServiceDescriptor.Singleton<IAmazonSQS>(_ => new AmazonSQSClient(credentials, new AmazonSQSConfig { ServiceURL = fauxqs, AuthenticationRegion = "us-east-1", HttpClientFactory = new WiredClientFactory(messages) })));
        services.Replace(ServiceDescriptor.Singleton<IAmazonSimpleNotificationService>(_ => new AmazonSimpleNotificationServiceClient(
            credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = fauxqs, AuthenticationRegion = "us-east-1", HttpClientFactory = new WiredClientFactory(topics) })));
    }

    private static string Table(List<(string Service, string What, decimal Count)> bill)
    {
        var table = new StringBuilder();
        foreach (var service in bill.GroupBy(line => line.Service))
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"{service.Key,-32}{service.Sum(line => line.Count),9}{service.Sum(line => line.Count) / Jobs,9:0.00} a job");
            foreach (var (_, what, count) in service.OrderByDescending(line => line.Count))
            {
                table.AppendLine(CultureInfo.InvariantCulture, $"  {what,-30}{count,9}{count / Jobs,9:0.00}{(ByTheHour.Contains(what) ? " by the hour" : "")}");
            }
        }

        return table.ToString();
    }
}
