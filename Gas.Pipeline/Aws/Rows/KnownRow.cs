using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>What this instance last saw of a row.</summary>
internal sealed record KnownRow(JobId Id, UserId Owner, long Version, JobState State, long ResultBytes, long? DueEntry, DateTimeOffset? DueAt, DateTimeOffset SeenAt)
{
    public static KnownRow Of(JobRow row, DateTimeOffset now) =>
        new(row.Job.Id, row.Job.Owner, row.Job.Version, row.Job.State, row.Job.ResultBytes, row.DueEntry, row.Job.DueAt, now);

    /// <summary>Whether a sweep may pass by: the row was not due when it was seen, and that is not long ago.</summary>
    public bool IsNotDue(DateTimeOffset now) => !(DueAt <= now) && now - SeenAt < Rows.DueEntry.Soon;
}
