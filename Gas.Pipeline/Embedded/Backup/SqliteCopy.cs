using Microsoft.Data.Sqlite;

namespace Gas.Pipeline.Embedded.Backup;

/// <summary>Copies of SQLite files by SQLite's own online backup: as they stand after one commit, whoever writes meanwhile.</summary>
internal static class SqliteCopy
{
    /// <summary>One file without a log beside it.</summary>
    public static void Take(string from, string to)
    {
        File.Delete(to);
        using var source = Open(from, SqliteOpenMode.ReadOnly);
        using var target = Open(to, SqliteOpenMode.ReadWriteCreate);
        source.BackupDatabase(target);
        SetMode(target, "DELETE");
    }

    /// <summary>Has a copy written ahead again, as the service does it: readers do not wait for the writer.</summary>
    public static void WriteAhead(string path)
    {
        using var database = Open(path, SqliteOpenMode.ReadWrite);
        SetMode(database, "WAL");
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void SetMode(SqliteConnection database, string mode)
    {
        using var command = database.CreateCommand();
        command.CommandText = $"PRAGMA journal_mode = {mode}";
        command.ExecuteNonQuery();
    }
}
