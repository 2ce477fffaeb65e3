using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gas.Pipeline.Aws;
using Gas.Pipeline.Jobs;
using Microsoft.Extensions.Options;

namespace Gas.Tests.Aws.Templates;

/// <summary>Holds deploy/aws/template.yaml to the code.</summary>
public sealed class AwsTemplateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_template_makes_is_well_in_the_eyes_of_aws_check()
    {
        await using var account = await TemplateAccount.OpenAsync(Cancellation);
        foreach (var resource in account.Resources)
        {
            Assert.NotEmpty(await resource.CheckAsync(Cancellation));
        }

        await account.DeployAsync(Cancellation);
        foreach (var resource in account.Resources)
        {
            Assert.Empty(await resource.CheckAsync(Cancellation));
        }
    }

    [Fact]
    public void The_template_makes_what_the_code_names_and_nothing_else()
    {
        var (template, names) = Load("S3");
        Assert.Equal([names.JobsTable, names.TalliesTable], NamesOf("AWS::DynamoDB::Table", "TableName"));
        Assert.Equal(
            Enum.GetValues<Stage>().SelectMany(stage => new[] { names.Queue(stage), names.DeadQueue(stage) }).Append(names.RetrievalsQueue).Order(StringComparer.Ordinal),
            NamesOf("AWS::SQS::Queue", "QueueName"));
        Assert.Equal(new[] { names.JobResultsTopic, names.NewsTopic, names.RestoreJobsTopic, names.ThawJobsTopic }, NamesOf("AWS::SNS::Topic", "TopicName"));
        Assert.Equal([names.InputsBucket, names.ResultsBucket], NamesOf("AWS::S3::Bucket", "BucketName"));

        IEnumerable<string> NamesOf(string type, string property) => template.Of(type).Values.Select(one => (string)one[property]!).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void What_holds_results_recovers_and_outlives_the_stack()
    {
        var (template, _) = Load("S3");
        Assert.All(template.Of("AWS::DynamoDB::Table").Values, table => Assert.True((bool)table["PointInTimeRecoverySpecification"]!["PointInTimeRecoveryEnabled"]!));
        foreach (var resource in template.Of("AWS::DynamoDB::Table").Keys.Concat(template.Of("AWS::S3::Bucket").Keys))
        {
            Assert.Equal(("Retain", "Retain"), (template.Attribute(resource, "DeletionPolicy"), template.Attribute(resource, "UpdateReplacePolicy")));
        }
    }

    [Theory]
    [InlineData("S3")]
    [InlineData("Glacier")]
    public void The_policy_allows_what_the_code_calls_and_nothing_else(string vault)
    {
        var (template, names) = Load(vault);
        var allowed = AllowedBy(Assert.Single(template.Of("AWS::IAM::ManagedPolicy")).Value);
        var needs = AwsCalls.All
            .Where(call => vault == "Glacier" || call.Client != "IGlacierClient")
            .SelectMany(new AwsNeeds(names).Of)
            .Distinct()
            .ToArray();

        // The calls were found at all.
        Assert.Superset(
            new HashSet<string> { "dynamodb:Query", "dynamodb:UpdateItem", "s3:PutObject", "s3:RestoreObject", "sqs:SendMessage", "sqs:CreateQueue", "sns:Publish", "sns:Subscribe" },
            needs.Select(need => need.Action).ToHashSet());
        Assert.DoesNotContain(needs, need => !allowed.Any(one => one.Action == need.Action && Covers(one.Resource, need.Resource)));
        Assert.DoesNotContain(allowed, one => !needs.Any(need => need.Action == one.Action && Covers(one.Resource, need.Resource)));
        Assert.Equal(["sns:Unsubscribe", "sqs:ListQueues"], allowed.Where(one => one.Resource == "*").Select(one => one.Action));
    }

    private static (CloudTemplate Template, AwsNames Names) Load(string vault)
    {
        var options = new AwsOptions { Prefix = "lab-", InputsBucket = "lab-the-inputs", ResultsBucket = "lab-the-results" };
        var template = new CloudTemplate("arn:aws:sqs:us-east-1:000000000000:any", new()
        {
            ["Prefix"] = options.Prefix,
            ["InputsBucket"] = options.InputsBucket,
            ["ResultsBucket"] = options.ResultsBucket,
            ["VaultKind"] = vault,
        });
        return (template, new AwsNames(Options.Create(options)));
    }

    private static (string Action, string Resource)[] AllowedBy(JsonNode policy) =>
    [
        .. from statement in policy["PolicyDocument"]!["Statement"]!.AsArray()
           where (string)statement!["Effect"]! == "Allow"
           from action in Several(statement["Action"]!)
           from resource in Several(statement["Resource"]!)
           select (action, resource),
    ];

    private static IEnumerable<string> Several(JsonNode node) => node is JsonArray all ? all.Select(one => (string)one!) : [(string)node!];

    private static bool Covers(string pattern, string resource) => Regex.IsMatch(resource, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$");
}
