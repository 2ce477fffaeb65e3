using Microsoft.Data.Sqlite;

namespace Gas.Pipeline.Embedded;

/// <summary>The tables and how older files become today's: step N takes a file from version N to N + 1.</summary>
internal static class SqliteSchema
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE jobs (
            job_id BLOB PRIMARY KEY,
            user_id TEXT NOT NULL,
            state INTEGER NOT NULL,
            version INTEGER NOT NULL,
            submitted INTEGER NOT NULL,
            due INTEGER,
            leased INTEGER NOT NULL,
            file_name TEXT NOT NULL,
            body BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX jobs_by_owner ON jobs (user_id, submitted DESC, job_id DESC);
        CREATE INDEX jobs_by_time ON jobs (submitted DESC, job_id DESC);
        CREATE INDEX jobs_due ON jobs (due) WHERE due IS NOT NULL;
        CREATE TABLE counts (
            user_id TEXT NOT NULL,
            state INTEGER NOT NULL,
            jobs INTEGER NOT NULL,
            PRIMARY KEY (user_id, state)
        ) WITHOUT ROWID;
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            stage INTEGER NOT NULL,
            job_id BLOB NOT NULL,
            visible INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            receipt TEXT
        );
        CREATE INDEX messages_by_turn ON messages (stage, visible, id);
        CREATE INDEX messages_by_job ON messages (job_id, stage);
        CREATE TABLE dead_letters (
            stage INTEGER NOT NULL,
            job_id BLOB NOT NULL,
            attempts INTEGER NOT NULL,
            reason TEXT NOT NULL,
            buried INTEGER NOT NULL,
            PRIMARY KEY (stage, job_id)
        ) WITHOUT ROWID;
        """,
    ];

    public static int Version => Steps.Length;

    /// <exception cref="InvalidDataException">The file was written by a newer version of the service.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        var version = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), System.Globalization.CultureInfo.InvariantCulture);
        if (version > Steps.Length)
        {
            throw new InvalidDataException($"{connection.DataSource} was written by a newer version of this service (schema {version}; this one knows {Steps.Length}). Start that version, or restore a backup.");
        }

        for (; version < Steps.Length; version++)
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, Steps[version]);
            Execute(connection, $"PRAGMA user_version = {version + 1}");
            transaction.Commit();
        }
    }

    internal static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
