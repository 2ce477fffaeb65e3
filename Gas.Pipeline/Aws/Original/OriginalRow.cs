using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Aws.Rows;

namespace Gas.Pipeline.Aws.Original;

/// <summary>A row of the original service's table, as far as it can be read. Its variants keep the archive's id under one name or the other.</summary>
public sealed record OriginalRow(
    string Id,
    string? User,
    string? FileName,
    OriginalFile? Input,
    OriginalFile? Result,
    OriginalFile? Log,
    DateTimeOffset? Submitted,
    DateTimeOffset? Completed,
    string? Status,
    string? ArchiveId)
{
    private const string OtherArchiveId = "results_file_archive_id";

    public static OriginalRow Read(Dictionary<string, AttributeValue> item)
    {
        string? Text(string name) => item.GetValueOrDefault(name) is { S: { Length: > 0 } text } ? text : null;
        OriginalFile? File(string bucket, string key) => Text(bucket) is { } where && Text(key) is { } which ? new OriginalFile(where, which) : null;

        var input = File(JobTable.InputsBucket, JobTable.InputKey);
        return new OriginalRow(
            Text(JobTable.JobId) ?? "",
            Text(JobTable.UserId),
            Text(JobTable.FileName) ?? input?.Key.Split('/')[^1].Split('~')[^1],
            input,
            File(JobTable.ResultsBucket, JobTable.ResultKey),
            File(JobTable.ResultsBucket, JobTable.LogKey),
            Moment(item.GetValueOrDefault(JobTable.SubmitTime)),
            Moment(item.GetValueOrDefault(JobTable.CompleteTime)),
            Text(JobTable.Status),
            Text(JobTable.ArchiveId) ?? Text(OtherArchiveId));
    }

    /// <summary>Seconds since 1970, by some written as text.</summary>
    private static DateTimeOffset? Moment(AttributeValue? value) =>
        decimal.TryParse(value?.N ?? value?.S, NumberStyles.Number, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 100_000_000_000
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
}

/// <summary>An object in one of its buckets.</summary>
public sealed record OriginalFile(string Bucket, string Key)
{
    public override string ToString() => $"s3://{Bucket}/{Key}";
}
