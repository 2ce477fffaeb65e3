using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>A job as its row has it.</summary>
/// <param name="Token">Names the write that made it so.</param>
/// <param name="DueEntry">Where the due index has it, in seconds since 1970; null when it does not.</param>
internal sealed record JobRow(Job Job, long Token, long? DueEntry)
{
    /// <summary>Null for what is no row of this service: nothing, or a row of the original's, which has no body and waits for its import.</summary>
    /// <exception cref="InvalidDataException">The body was written by a newer version, or is damaged.</exception>
    public static JobRow? Read(IReadOnlyDictionary<string, AttributeValue>? item)
    {
        if (item?.GetValueOrDefault(JobTable.Body)?.B?.ToArray() is not { } body || !JobId.TryParse(item[JobTable.JobId].S, out var id))
        {
            return null;
        }

        return new JobRow(JobBody.Read(id, body), JobBody.TokenOf(body), item.GetValueOrDefault(JobTable.DueAt) is { } due ? RowTime.ToNumber(due) : null);
    }

    public static Dictionary<string, AttributeValue> KeyOf(JobId id) => new() { [JobTable.JobId] = new(id.ToString()) };

    public static int ShardOf(JobId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return bytes[^1] % JobTable.Shards;
    }

    /// <summary>All of a new row.</summary>
    public Dictionary<string, AttributeValue> ToItem(AwsNames names)
    {
        var item = KeyOf(Job.Id);
        item[JobTable.UserId] = new(Job.Owner.Value);
        item[JobTable.FileName] = new(Job.FileName);
        item[JobTable.InputsBucket] = new(names.InputsBucket);
        item[JobTable.InputKey] = new(Job.Input.Key);
        item[JobTable.SubmitTime] = RowTime.Exact(Job.SubmittedAt.UtcTicks);
        item[JobTable.Shard] = RowTime.Number(ShardOf(Job.Id));
        foreach (var (attribute, value) in Moving(names))
        {
            if (value is not null)
            {
                item[attribute] = value;
            }
        }

        if (DueEntry is { } due)
        {
            item[JobTable.DueAt] = RowTime.Number(due);
        }

        return item;
    }

    /// <summary>What changes during a job's life, but for its place in the due index; null for what it has not (any more).</summary>
    public IEnumerable<(string Attribute, AttributeValue? Value)> Moving(AwsNames names)
    {
        yield return (JobTable.Version, RowTime.Number(Job.Version));
        yield return (JobTable.Status, new(StatusOf(Job.State)));
        yield return (JobTable.Phase, new(PhaseOf(Job.State)));
        yield return (JobTable.CompleteTime, Job.FinishedAt is { } finished ? RowTime.Seconds(finished) : null);
        yield return (JobTable.ResultsBucket, Job.Result is null ? null : new(names.ResultsBucket));
        yield return (JobTable.ResultKey, Job.Result is { } result ? new(result.Vcf.Key) : null);
        yield return (JobTable.LogKey, Job.Log is { } log ? new(log.Key) : null);
        yield return (JobTable.Archived, Job.Result is null ? null : new() { BOOL = Job.State is JobState.Archived or JobState.Thawing or JobState.Restoring });
        yield return (JobTable.ArchiveId, Job.ArchiveId is { } archive ? new(archive) : null);
        yield return (JobTable.Body, new() { B = new MemoryStream(JobBody.Write(Job, Token)) });
    }

    public static string PhaseOf(JobState state) => state switch
    {
        JobState.Queued or JobState.Annotating => "open",
        JobState.Completed or JobState.Archiving or JobState.Archived or JobState.Thawing or JobState.Restoring => "done",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        JobState.Deleting => "deleting",
    };

    /// <summary>The original knew three words, and told by <c>archived</c> where a result lies; the rest is ours.</summary>
    private static string StatusOf(JobState state) => state switch
    {
        JobState.Queued => "PENDING",
        JobState.Annotating => "RUNNING",
        JobState.Completed or JobState.Archiving or JobState.Archived or JobState.Thawing or JobState.Restoring => "COMPLETED",
        JobState.Failed => "FAILED",
        JobState.Cancelled => "CANCELLED",
        JobState.Deleting => "DELETING",
    };
}
