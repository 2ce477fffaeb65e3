using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gas.Pipeline.Embedded;

/// <summary>
/// A prepared statement that is kept and used again. Straight on the native interface: an ADO.NET command costs several times
/// what the statement itself does. Values are bound in order; running or reading always ends in a reset, so that no
/// statement holds a snapshot open.
/// </summary>
internal sealed class SqliteStatement(sqlite3 connection, sqlite3_stmt statement) : IDisposable
{
    private int _bound;

    public SqliteStatement Bind(long value) => Checked(raw.sqlite3_bind_int64(statement, ++_bound, value));

    public SqliteStatement Bind(long? value) => value is { } known ? Bind(known) : Checked(raw.sqlite3_bind_null(statement, ++_bound));

    public SqliteStatement Bind(string value) => Checked(raw.sqlite3_bind_text(statement, ++_bound, value));

    public SqliteStatement Bind(ReadOnlySpan<byte> value) => Checked(raw.sqlite3_bind_blob(statement, ++_bound, value));

    public SqliteStatement Bind(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(bytes);
    }

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public Guid Guid(int column) => new(Bytes(column), bigEndian: true);

    /// <summary>Runs to the end and gives the number of rows changed.</summary>
    public int Run()
    {
        try
        {
            while (Step())
            {
            }

            return raw.sqlite3_changes(connection);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The first row, or <paramref name="none"/>.</summary>
    public T First<T>(Func<SqliteStatement, T> read, T none)
    {
        try
        {
            return Step() ? read(this) : none;
        }
        finally
        {
            Reset();
        }
    }

    public List<T> All<T>(Func<SqliteStatement, T> read)
    {
        var rows = new List<T>();
        try
        {
            while (Step())
            {
                rows.Add(read(this));
            }

            return rows;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Ready for the next use, whatever became of the last.</summary>
    public SqliteStatement Reset()
    {
        _ = raw.sqlite3_reset(statement);
        _bound = 0;
        return this;
    }

    public void Dispose() => statement.Dispose();

    private bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(code, connection);
        }

        return code == raw.SQLITE_ROW;
    }

    private SqliteStatement Checked(int code)
    {
        SqliteException.ThrowExceptionForRC(code, connection);
        return this;
    }
}
