using System.Text.Json.Nodes;

namespace Gas.Pipeline.Aws;

/// <summary>A queue's policy: other services may send to it only from the one source that is named. Statements that somebody else has added stay.</summary>
internal static class SqsPolicy
{
    private const string Statement = "Statement";
    private const string Sid = "Sid";

    public static JsonNode Topic(string queueArn, string topicArn) => JsonNode.Parse($$"""
        {
          "Sid": "GasTopic", "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "{{queueArn}}",
          "Condition": { "ArnEquals": { "aws:SourceArn": "{{topicArn}}" } }
        }
        """)!;

    /// <summary>A bucket's full name says nothing of its account, so that is asked for as well.</summary>
    public static JsonNode Bucket(string queueArn, string bucket)
    {
        var parts = queueArn.Split(':');
        return JsonNode.Parse($$"""
            {
              "Sid": "GasBucket", "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "{{queueArn}}",
              "Condition": { "ArnEquals": { "aws:SourceArn": "arn:{{parts[1]}}:s3:::{{bucket}}" }, "StringEquals": { "aws:SourceAccount": "{{parts[4]}}" } }
            }
            """)!;
    }

    public static string Of(JsonNode statement) => With(null, [statement]);

    public static bool IsMissingAny(string? policy, IEnumerable<JsonNode> statements)
    {
        var there = StatementsOf(policy);
        return statements.Any(wanted => !there.Any(one => JsonNode.DeepEquals(one, wanted)));
    }

    /// <summary>The policy with these statements in place of those of the same name.</summary>
    public static string With(string? policy, IReadOnlyList<JsonNode> statements)
    {
        var names = statements.Select(one => (string?)one[Sid]).ToHashSet();
        var all = StatementsOf(policy).Where(one => !names.Contains((string?)one?[Sid])).Concat(statements).Select(one => one?.DeepClone());
        return new JsonObject { ["Version"] = "2012-10-17", [Statement] = new JsonArray([.. all]) }.ToJsonString();
    }

    private static JsonNode?[] StatementsOf(string? policy) => (string.IsNullOrEmpty(policy) ? null : JsonNode.Parse(policy)?[Statement]) switch
    {
        JsonArray array => [.. array],
        JsonObject single => [single],
        _ => [],
    };
}
