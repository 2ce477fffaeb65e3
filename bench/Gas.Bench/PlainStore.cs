using System.Globalization;
using Gas.Pipeline.Jobs;
using Microsoft.Data.Sqlite;

namespace Gas.Bench;

/// <summary>The peer: the same tables and indexes in SQLite with synchronous=FULL, one transaction a step on one connection with its statements prepared, as a careful but straightforward implementation does it.</summary>
internal sealed class PlainStore : IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE jobs (row INTEGER PRIMARY KEY, job_id BLOB NOT NULL UNIQUE, user_id TEXT NOT NULL, state INTEGER NOT NULL, version INTEGER NOT NULL,
            submitted INTEGER NOT NULL, due_at INTEGER, name TEXT NOT NULL, body BLOB NOT NULL);
        CREATE INDEX jobs_by_owner ON jobs (user_id, submitted, job_id);
        CREATE INDEX jobs_by_time ON jobs (submitted, job_id);
        CREATE INDEX jobs_due ON jobs (due_at) WHERE due_at IS NOT NULL;
        CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, stage INTEGER NOT NULL, job_id BLOB NOT NULL, visible_at INTEGER NOT NULL, attempts INTEGER NOT NULL);
        CREATE INDEX messages_by_turn ON messages (stage, visible_at, id);
        CREATE INDEX messages_by_job ON messages (job_id, stage);
        """;

    private static readonly byte[] Body = new byte[700];

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = [];

    public PlainStore(string folder)
    {
        _connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={Path.Combine(folder, "plain.db")};Pooling=False"));
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = Schema;
        command.ExecuteNonQuery();
    }

    /// <summary>Jobs a second, each through add, send, receive, start, complete, settle.</summary>
    public double Measure(int jobs, TimeProvider time)
    {
        var begin = time.GetTimestamp();
        for (var i = 0; i < jobs; i++)
        {
            Submit(time.GetUtcNow());
            var (message, id) = Start(time.GetUtcNow());
            Complete(id);
            Settle(message);
        }

        return jobs / time.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>From before a job is added until its start is recorded, at this many jobs a second; the worker is called at once, which spares the peer any waking.</summary>
    public async Task<TimeSpan[]> LatenciesAsync(int jobs, int rate, TimeProvider time)
    {
        var latencies = new List<TimeSpan>(jobs);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate), time);
        while (latencies.Count < jobs && await timer.WaitForNextTickAsync())
        {
            var begin = time.GetTimestamp();
            Submit(time.GetUtcNow());
            var (message, id) = Start(time.GetUtcNow());
            latencies.Add(time.GetElapsedTime(begin));
            Complete(id);
            Settle(message);
        }

        return [.. latencies.Order()];
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>Adds a job and its message: two commits, as two stores need.</summary>
    private void Submit(DateTimeOffset now)
    {
        var id = JobId.New(now).Value.ToByteArray(bigEndian: true);
        Run("INSERT INTO jobs (job_id, user_id, state, version, submitted, due_at, name, body) VALUES ($0, 'bench', 0, 1, $1, $1, 'bench.vcf', $2)", id, now.UtcTicks, Body);
        Run("INSERT INTO messages (stage, job_id, visible_at, attempts) VALUES (0, $0, $1, 0)", id, now.UtcTicks);
    }

    /// <summary>Claims the next message and records that its job is started.</summary>
    private (long Message, byte[] Job) Start(DateTimeOffset now)
    {
        var next = Statement("SELECT id, job_id FROM messages WHERE stage = 0 AND visible_at <= $0 ORDER BY visible_at, id LIMIT 1", now.UtcTicks);
        long message;
        byte[] id;
        using (var rows = next.ExecuteReader())
        {
            rows.Read();
            (message, id) = (rows.GetInt64(0), rows.GetFieldValue<byte[]>(1));
        }

        Run("UPDATE messages SET attempts = 1, visible_at = $1 WHERE id = $0", message, now.AddMinutes(1).UtcTicks);
        Run("UPDATE jobs SET state = 1, version = 2, due_at = $1, body = $2 WHERE job_id = $0 AND version = 1", id, now.AddMinutes(1).UtcTicks, Body);
        return (message, id);
    }

    private void Complete(byte[] id) => Run("UPDATE jobs SET state = 2, version = 3, due_at = NULL, body = $1 WHERE job_id = $0 AND version = 2", id, Body);

    private void Settle(long message) => Run("DELETE FROM messages WHERE id = $0", message);

    private void Run(string sql, params ReadOnlySpan<object> values) => Statement(sql, values).ExecuteNonQuery();

    private SqliteCommand Statement(string sql, params ReadOnlySpan<object> values)
    {
        if (!_statements.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            _statements.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }
}
