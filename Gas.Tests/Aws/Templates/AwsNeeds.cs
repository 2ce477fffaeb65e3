using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Rows;
using Gas.Pipeline.Jobs;

namespace Gas.Tests.Aws.Templates;

/// <summary>Which rights the service's calls take, and on what: AWS's "service authorization reference".</summary>
internal sealed class AwsNeeds(AwsNames names)
{
    private const string Account = "us-east-1:000000000000";

    private string[] Buckets => [.. new[] { names.InputsBucket, names.ResultsBucket }.Select(bucket => $"arn:aws:s3:::{bucket}")];

    public IEnumerable<(string Action, string Resource)> Of((string Caller, string Client, string Operation) call) => call.Client switch
    {
        "IAmazonDynamoDB" => Each($"dynamodb:{call.Operation}", [TableOf(call.Caller)]),
        "IAmazonSQS" => Each($"sqs:{One(call.Operation)}", QueuesOf(call.Caller, call.Operation)),
        "IAmazonSimpleNotificationService" => Each($"sns:{One(call.Operation)}", TopicsOf(call.Caller, call.Operation)),
        "IGlacierClient" => Each($"glacier:{call.Operation}", [$"arn:aws:glacier:{Account}:vaults/{names.Vault}"]),
        _ => ActionsOnFiles(call.Operation),
    };

    private string TableOf(string caller) => caller switch
    {
        nameof(DynamoDbTallies) or nameof(TallyRecount) => Table(names.TalliesTable),
        nameof(JobIndex) => $"{Table(names.JobsTable)}/index/{JobTable.DueIndex}",
        _ => Table(names.JobsTable),
    };

    private string[] QueuesOf(string caller, string operation) => caller switch
    {
        _ when operation == "ListQueues" => ["*"],
        nameof(SnsEventRelay) => [Queue(names.NewsQueue("of-one-instance"))],
        nameof(RetrievalQueue) => [Queue(names.RetrievalsQueue)],
        _ => [.. Enum.GetValues<Stage>().SelectMany(stage => new[] { Queue(names.Queue(stage)), Queue(names.DeadQueue(stage)) })],
    };

    private string[] TopicsOf(string caller, string operation) => caller switch
    {
        _ when operation == "Unsubscribe" => ["*"],
        nameof(SnsPublisher) => [Topic(names.JobResultsTopic), Topic(names.ThawJobsTopic), Topic(names.RestoreJobsTopic)],
        _ => [Topic(names.NewsTopic)],
    };

    private IEnumerable<(string, string)> ActionsOnFiles(string operation)
    {
        var objects = Buckets.Select(bucket => $"{bucket}/users/one/file.vcf").ToArray();
        return operation switch
        {
            "GetObject" or "GetObjectMetadata" or "GetPreSignedURL" => Each("s3:GetObject", objects),
            "CopyObject" or "CopyPart" => [.. Each("s3:GetObject", objects), .. Each("s3:PutObject", objects)],
            "CreatePresignedPost" or "PutObject" or "InitiateMultipartUpload" or "UploadPart" or "CompleteMultipartUpload" => Each("s3:PutObject", objects),
            "AbortMultipartUpload" or "DeleteObject" => Each($"s3:{operation}", objects),
            "RestoreObject" => Each("s3:RestoreObject", [$"{Buckets[1]}/{AwsNames.Archives}one/two"]),
            "ListObjectsV2" => Each("s3:ListBucket", Buckets),
            _ => throw new NotSupportedException($"Nobody has said yet which right {operation} takes."),
        };
    }

    /// <summary>A batch takes the right for one.</summary>
    private static string One(string operation) => operation.EndsWith("Batch", StringComparison.Ordinal) ? operation[..^"Batch".Length] : operation;

    private static string Table(string name) => $"arn:aws:dynamodb:{Account}:table/{name}";

    private static string Queue(string name) => $"arn:aws:sqs:{Account}:{name}";

    private static string Topic(string name) => $"arn:aws:sns:{Account}:{name}";

    private static IEnumerable<(string, string)> Each(string action, IEnumerable<string> resources) => resources.Select(resource => (action, resource));
}
