using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Embedded;

/// <summary>Ends what a process that is gone had claimed, so that a killed service goes on where it was within seconds.</summary>
internal static class SqliteLeases
{
    /// <summary>Also has every job looked at whose message may have been lost with the process: it was committed and perhaps never sent.</summary>
    public static void EndAll(SqliteSession session, DateTimeOffset now)
    {
        session.Execute("BEGIN IMMEDIATE");
        var claimed = session.Prepare("SELECT row, body FROM jobs WHERE due_at IS NOT NULL AND leased = 1")
            .All(row => (Row: row.Int64(0), Job: JobJson.Read(row.Bytes(1))));
        foreach (var (row, job) in claimed)
        {
            // Far enough back that no tolerance for clocks keeps it alive.
            var lapsed = job with { Version = job.Version + 1, Lease = job.Lease! with { Until = DateTimeOffset.UnixEpoch } };
            session.Prepare("UPDATE jobs SET version = ?, due_at = ?, body = ? WHERE row = ?")
                .Bind(lapsed.Version).Bind(lapsed.DueAt?.UtcTicks).Bind(JobJson.Write(lapsed)).Bind(row).Run();
        }

        session.Prepare("UPDATE jobs SET due_at = ? WHERE due_at <= ?").Bind(now.UtcTicks).Bind((now + (Job.Patience * 64)).UtcTicks).Run();
        session.Execute("UPDATE messages SET leased = 0, visible_at = 0 WHERE leased = 1");
        session.Execute("COMMIT");
    }
}
