using System.Data;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Microsoft.Data.Sqlite;

namespace Gas.Pipeline.Embedded;

/// <summary>Job rows in SQLite: the indexed facts in columns, the whole job as JSON beside them.</summary>
public sealed class SqliteJobStore(SqliteDatabase database) : IJobStore
{
    public Task<bool> AddAsync(Job job, CancellationToken cancellation)
    {
        var body = JobJson.Write(job);
        return database.WriteAsync(
            writer =>
            {
                var added = writer.Execute(
                    "INSERT INTO jobs (job_id, user_id, state, version, submitted, due, leased, file_name, body) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (job_id) DO NOTHING",
                    Key(job.Id), job.Owner.Value, (int)job.State, job.Version, SqliteTime.Of(job.SubmittedAt), SqliteTime.Of(job.DueAt), job.Lease is null ? 0 : 1, job.FileName, body) == 1;
                if (added)
                {
                    Count(writer, job.Owner.Value, (int)job.State, 1);
                }

                return added;
            },
            cancellation);
    }

    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation) => Task.FromResult(database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT body FROM jobs WHERE job_id = $id";
        command.Parameters.AddWithValue("$id", Key(id));
        return command.ExecuteScalar() is byte[] body ? JobJson.Read(body) : null;
    }));

    public Task<bool> TrySaveAsync(Job job, CancellationToken cancellation)
    {
        var body = JobJson.Write(job);
        return database.WriteAsync(
            writer =>
            {
                if (FindOwnerAndState(writer, job.Id, job.Version - 1) is not { } before)
                {
                    return false;
                }

                writer.Execute(
                    "UPDATE jobs SET state = $1, version = $2, due = $3, leased = $4, body = $5 WHERE job_id = $0",
                    Key(job.Id), (int)job.State, job.Version, SqliteTime.Of(job.DueAt), job.Lease is null ? 0 : 1, body);
                if (before.State != (int)job.State)
                {
                    Count(writer, before.Owner, before.State, -1);
                    Count(writer, before.Owner, (int)job.State, 1);
                }

                return true;
            },
            cancellation);
    }

    public Task<bool> TryRemoveAsync(JobId id, long version, CancellationToken cancellation) => database.WriteAsync(
        writer =>
        {
            if (FindOwnerAndState(writer, id, version) is not { } before)
            {
                return false;
            }

            writer.Execute("DELETE FROM jobs WHERE job_id = $0", Key(id));
            Count(writer, before.Owner, before.State, -1);
            return true;
        },
        cancellation);

    public Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellation) => Task.FromResult(database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        var conditions = new List<string> { $"state <> {(int)JobState.Deleting}" };
        void Require(string condition, string name, object value)
        {
            conditions.Add(condition);
            command.Parameters.AddWithValue(name, value);
        }

        if (query.Owner is { } owner)
        {
            Require("user_id = $owner", "$owner", owner.Value);
        }

        if (query.States.Count > 0)
        {
            conditions.Add($"state IN ({string.Join(',', query.States.Select(state => (int)state))})");
        }

        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            Require(@"file_name LIKE $search ESCAPE '\'", "$search", $"%{Escape(query.Search.Trim())}%");
        }

        if (JobCursor.Parse(query.Cursor) is { } cursor)
        {
            Require("(submitted, job_id) < ($submitted, $id)", "$submitted", cursor.Submitted);
            command.Parameters.AddWithValue("$id", cursor.Id);
        }

        command.CommandText = $"SELECT body FROM jobs WHERE {string.Join(" AND ", conditions)} ORDER BY submitted DESC, job_id DESC LIMIT {query.Size + 1}";
        var jobs = ReadAll(command);
        return jobs.Count > query.Size
            ? new JobPage(jobs[..query.Size], JobCursor.After(jobs[query.Size - 1]))
            : new JobPage(jobs, null);
    }));

    public Task<IReadOnlyList<Job>> DueAsync(DateTimeOffset now, int max, CancellationToken cancellation) => Task.FromResult(database.Read<IReadOnlyList<Job>>(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT body FROM jobs WHERE due <= $now ORDER BY due LIMIT $max";
        command.Parameters.AddWithValue("$now", SqliteTime.Of(now));
        command.Parameters.AddWithValue("$max", max);
        return ReadAll(command);
    }));

    public Task<IReadOnlyDictionary<JobState, long>> CountAsync(UserId? owner, CancellationToken cancellation) => Task.FromResult(database.Read<IReadOnlyDictionary<JobState, long>>(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT state, jobs FROM counts WHERE user_id = $owner AND jobs > 0";
        command.Parameters.AddWithValue("$owner", owner?.Value ?? Everybody);
        using var rows = command.ExecuteReader();
        var counts = new Dictionary<JobState, long>();
        while (rows.Read())
        {
            counts.Add((JobState)rows.GetInt32(0), rows.GetInt64(1));
        }

        return counts;
    }));

    /// <summary>Under this owner, which no account has, the counts of all are kept.</summary>
    private const string Everybody = "";

    internal static byte[] Key(JobId id) => id.Value.ToByteArray(bigEndian: true);

    private static void Count(SqliteWriter writer, string owner, int state, int change)
    {
        foreach (var counted in (ReadOnlySpan<string>)[owner, Everybody])
        {
            writer.Execute("INSERT INTO counts (user_id, state, jobs) VALUES ($0, $1, $2) ON CONFLICT (user_id, state) DO UPDATE SET jobs = jobs + $2", counted, state, change);
        }
    }

    private static (string Owner, int State)? FindOwnerAndState(SqliteWriter writer, JobId id, long version)
    {
        using var rows = writer.Statement("SELECT user_id, state FROM jobs WHERE job_id = $0 AND version = $1", Key(id), version).ExecuteReader(CommandBehavior.SingleRow);
        return rows.Read() ? (rows.GetString(0), rows.GetInt32(1)) : null;
    }

    private static List<Job> ReadAll(SqliteCommand command)
    {
        using var rows = command.ExecuteReader();
        var jobs = new List<Job>();
        while (rows.Read())
        {
            jobs.Add(JobJson.Read(rows.GetFieldValue<byte[]>(0)));
        }

        return jobs;
    }

    private static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
