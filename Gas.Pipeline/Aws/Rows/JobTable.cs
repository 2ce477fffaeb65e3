using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>The tables' attributes and indexes by name. Those of the original service keep its names and meanings.</summary>
internal static class JobTable
{
    public const string JobId = "job_id";
    public const string UserId = "user_id";
    public const string FileName = "input_file_name";
    public const string InputsBucket = "s3_inputs_bucket";
    public const string InputKey = "s3_key_input_file";
    public const string ResultsBucket = "s3_results_bucket";
    public const string ResultKey = "s3_key_result_file";
    public const string LogKey = "s3_key_log_file";

    /// <summary>Seconds since 1970, as in the original, here with a fraction: it is also the order of lists.</summary>
    public const string SubmitTime = "submit_time";
    public const string CompleteTime = "complete_time";
    public const string Status = "job_status";
    public const string Archived = "archived";
    public const string ArchiveId = "result_archive_id";
    public const string Version = "version";

    /// <summary>What a job is on its way to: changes seldom, so that the indexes that filter by it are seldom written.</summary>
    public const string Phase = "phase";

    /// <summary>0 to 3, from the id: spreads what belongs to nobody in particular.</summary>
    public const string Shard = "shard";

    /// <summary>Not later than the job is due; absent when it never is. See <see cref="DueEntry"/>.</summary>
    public const string DueAt = "due_at";
    public const string Body = "body";

    public const string OwnerIndex = "user_id_index";
    public const string TimeIndex = "submit_time_index";
    public const string DueIndex = "due_index";

    /// <summary>Stored in each row: a larger number is for a new attribute, not for this one.</summary>
    public const int Shards = 4;

    public static CreateTableRequest Jobs(string name) => new()
    {
        TableName = name,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions = [Text(JobId), Text(UserId), Number(SubmitTime), Number(Shard), Number(DueAt)],
        KeySchema = [new(JobId, KeyType.HASH)],
        GlobalSecondaryIndexes =
        [
            Index(OwnerIndex, UserId, SubmitTime, Phase, FileName),
            // Without the phase: of everybody's jobs only plain lists are asked for, and it would be a write more for each job.
            Index(TimeIndex, Shard, SubmitTime, FileName),
            Index(DueIndex, Shard, DueAt),
        ],
    };

    public static CreateTableRequest Tallies(string name) => new()
    {
        TableName = name,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions = [Number(Shard), Text(UserId)],
        KeySchema = [new(Shard, KeyType.HASH), new(UserId, KeyType.RANGE)],
    };

    private static AttributeDefinition Text(string name) => new(name, ScalarAttributeType.S);

    private static AttributeDefinition Number(string name) => new(name, ScalarAttributeType.N);

    private static GlobalSecondaryIndex Index(string name, string hash, string range, params string[] included) => new()
    {
        IndexName = name,
        KeySchema = [new(hash, KeyType.HASH), new(range, KeyType.RANGE)],
        Projection = included.Length == 0
            ? new() { ProjectionType = ProjectionType.KEYS_ONLY }
            : new() { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = [.. included] },
    };
}
