using Microsoft.Data.Sqlite;

namespace Gas.Bench;

/// <summary>The peer: the same rows and messages in SQLite with synchronous=FULL, one transaction a step on one connection, as a straightforward implementation does it.</summary>
internal sealed class PlainStore : IDisposable
{
    private readonly SqliteConnection _connection;

    public PlainStore(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "plain.db")};Pooling=False");
        _connection.Open();
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = FULL");
        Run("CREATE TABLE jobs (id INTEGER PRIMARY KEY, state INTEGER, version INTEGER, body BLOB); CREATE TABLE messages (id INTEGER PRIMARY KEY, job INTEGER, visible INTEGER, receipt TEXT)");
    }

    /// <summary>Jobs a second, each through add, send, receive, start, complete, settle.</summary>
    public double Measure(int jobs, TimeProvider time)
    {
        var body = new byte[700];
        var begin = time.GetTimestamp();
        for (var i = 1; i <= jobs; i++)
        {
            Run("INSERT INTO jobs VALUES ($0, 0, 1, $1)", i, body);
            Run("INSERT INTO messages VALUES ($0, $0, 0, NULL)", i);
            Run("UPDATE messages SET receipt = 'r', visible = 60 WHERE id = (SELECT id FROM messages WHERE visible <= 0 LIMIT 1)");
            Run("UPDATE jobs SET state = 1, version = 2, body = $1 WHERE id = $0 AND version = 1", i, body);
            Run("UPDATE jobs SET state = 2, version = 3, body = $1 WHERE id = $0 AND version = 2", i, body);
            Run("DELETE FROM messages WHERE id = $0 AND receipt = 'r'", i);
        }

        return jobs / time.GetElapsedTime(begin).TotalSeconds;
    }

    public void Dispose() => _connection.Dispose();

    private void Run(string sql, params object[] values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i]);
        }

        command.ExecuteNonQuery();
    }
}
