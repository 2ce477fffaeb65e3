using Gas.Pipeline.Jobs;
using Microsoft.Data.Sqlite;

namespace Gas.Pipeline.Embedded;

/// <summary>What the last process on this folder left behind. The folder is held alone, so whatever it had claimed is free: leases lapse now, not when their time is over.</summary>
internal static class FormerProcess
{
    public static void VoidItsClaims(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        var leased = new List<(byte[] Id, Job Job)>();
        using (var select = connection.CreateCommand())
        {
            select.CommandText = "SELECT job_id, body FROM jobs WHERE due IS NOT NULL AND leased = 1";
            using var rows = select.ExecuteReader();
            while (rows.Read())
            {
                leased.Add((rows.GetFieldValue<byte[]>(0), JobJson.Read(rows.GetFieldValue<byte[]>(1))));
            }
        }

        foreach (var (id, job) in leased)
        {
            var lapsed = job with { Version = job.Version + 1, Lease = job.Lease! with { Until = DateTimeOffset.UnixEpoch } };
            using var update = connection.CreateCommand();
            update.CommandText = "UPDATE jobs SET version = $version, due = $due, body = $body WHERE job_id = $id";
            update.Parameters.AddWithValue("$version", lapsed.Version);
            update.Parameters.AddWithValue("$due", SqliteTime.Of(lapsed.DueAt));
            update.Parameters.AddWithValue("$body", JobJson.Write(lapsed));
            update.Parameters.AddWithValue("$id", id);
            update.ExecuteNonQuery();
        }

        SqliteSchema.Execute(connection, "UPDATE messages SET receipt = NULL, visible = 0 WHERE receipt IS NOT NULL");
        transaction.Commit();
    }
}
