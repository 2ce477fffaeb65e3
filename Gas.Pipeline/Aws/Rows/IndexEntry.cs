using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>A row as the lists' indexes show it: perhaps a moment old.</summary>
internal readonly record struct IndexEntry(JobCursor Place, string Phase, string FileName)
{
    public JobId Id => new(Place.Id);

    public static IndexEntry Read(Dictionary<string, AttributeValue> item) => new(
        new JobCursor(RowTime.ToTicks(item[JobTable.SubmitTime]), JobId.Parse(item[JobTable.JobId].S).Value),
        item.GetValueOrDefault(JobTable.Phase)?.S ?? "",
        item.GetValueOrDefault(JobTable.FileName)?.S ?? "");

    /// <summary>Newest first, and of two at the same tick the higher id first.</summary>
    public static int CompareNewestFirst(JobCursor one, JobCursor other)
    {
        var byTime = other.Submitted.CompareTo(one.Submitted);
        return byTime != 0 ? byTime : other.Id.CompareTo(one.Id);
    }
}
