using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gas.Pipeline.Embedded;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(sqlite3 connection) => _connection = connection;

    public bool InTransaction => raw.sqlite3_get_autocommit(_connection) == 0;

    /// <summary>Opens the writing connection, and makes the file if there is none.</summary>
    public static SqliteSession OpenWriter(string path)
    {
        var session = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        session.Execute("PRAGMA journal_mode = WAL");
        // A commit that was answered survives a power cut.
        session.Execute("PRAGMA synchronous = FULL");
        session.Execute("PRAGMA foreign_keys = ON");
        session.Execute("PRAGMA cache_size = -32768");
        // Checkpoints stop the writer: fewer and larger ones cost less in all.
        session.Execute("PRAGMA wal_autocheckpoint = 8000");
        session.Execute("PRAGMA journal_size_limit = 67108864");
        return session;
    }

    public static SqliteSession OpenReader(string path)
    {
        var session = Open(path, raw.SQLITE_OPEN_READONLY);
        session.Execute("PRAGMA query_only = ON");
        return session;
    }

    /// <summary>The statement for this text, which should be a constant: prepared once, kept for ever.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = Compile(sql);
            _statements.Add(sql, statement);
        }

        return statement.Reset();
    }

    /// <summary>Runs a text of one or more statements without values.</summary>
    public void Execute(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_connection, sql), _connection);

    /// <summary>Makes a function of one text that statements of this connection can call.</summary>
    public void Define(string name, Func<string, string> function) =>
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_create_function(_connection, name, 1, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, (context, _, values) => raw.sqlite3_result_text(context, function(raw.sqlite3_value_text(values[0]).utf8_to_string()))),
            _connection);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _connection.Dispose();
    }

    private static SqliteSession Open(string path, int flags)
    {
        var code = raw.sqlite3_open_v2(path, out var connection, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var session = new SqliteSession(connection);
        try
        {
            SqliteException.ThrowExceptionForRC(code, connection);
            // Backups and inspection tools may hold the file for a moment.
            SqliteException.ThrowExceptionForRC(raw.sqlite3_busy_timeout(connection, 10_000), connection);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private SqliteStatement Compile(string sql)
    {
        const uint Persistent = 0x01;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(_connection, sql, Persistent, out var statement), _connection);
        return new SqliteStatement(_connection, statement);
    }
}
