namespace Gas.Pipeline.Embedded;

/// <summary>
/// The tables, as steps from one version to the next; <c>PRAGMA user_version</c> counts the steps taken. A step that has been released is never edited.
/// Times are UTC ticks, so that they survive exactly; ids are their 16 bytes in network order, so that they sort as they read.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>Index 0 leads from an empty file to version 1.</summary>
    internal static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE jobs (
            row INTEGER PRIMARY KEY,
            job_id BLOB NOT NULL UNIQUE,
            user_id TEXT NOT NULL,
            state INTEGER NOT NULL,
            version INTEGER NOT NULL,
            submitted INTEGER NOT NULL,
            due_at INTEGER,
            leased INTEGER NOT NULL,
            folded_name TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX jobs_by_owner ON jobs (user_id, submitted, job_id, state);
        CREATE INDEX jobs_by_time ON jobs (submitted, job_id, state);
        CREATE INDEX jobs_due ON jobs (due_at) WHERE due_at IS NOT NULL;

        CREATE TABLE job_counts (
            user_id TEXT NOT NULL,
            state INTEGER NOT NULL,
            jobs INTEGER NOT NULL,
            PRIMARY KEY (user_id, state)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE job_totals (state INTEGER PRIMARY KEY, jobs INTEGER NOT NULL) STRICT;

        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            stage INTEGER NOT NULL,
            job_id BLOB NOT NULL,
            visible_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            leased INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX messages_by_turn ON messages (stage, visible_at, id);
        CREATE INDEX messages_by_job ON messages (job_id, stage);

        CREATE TABLE dead_letters (
            stage INTEGER NOT NULL,
            job_id BLOB NOT NULL,
            attempts INTEGER NOT NULL,
            reason TEXT NOT NULL,
            buried_at INTEGER NOT NULL,
            PRIMARY KEY (stage, job_id)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE jobs ADD COLUMN result_bytes INTEGER NOT NULL DEFAULT 0;
        UPDATE jobs SET result_bytes = coalesce(json_extract(CAST(body AS TEXT), '$.result.vcf.length'), 0);
        ALTER TABLE job_counts ADD COLUMN result_bytes INTEGER NOT NULL DEFAULT 0;
        UPDATE job_counts SET result_bytes = (SELECT total(result_bytes) FROM jobs WHERE jobs.user_id = job_counts.user_id AND jobs.state = job_counts.state);
        ALTER TABLE job_totals ADD COLUMN result_bytes INTEGER NOT NULL DEFAULT 0;
        UPDATE job_totals SET result_bytes = (SELECT total(result_bytes) FROM jobs WHERE jobs.state = job_totals.state);

        CREATE TABLE archives (
            archive_id BLOB PRIMARY KEY,
            job_id BLOB NOT NULL,
            length INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            packing INTEGER NOT NULL,
            packed_length INTEGER NOT NULL,
            archived_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE retrievals (
            retrieval_id BLOB PRIMARY KEY,
            archive_id BLOB NOT NULL REFERENCES archives (archive_id) ON DELETE CASCADE,
            tier INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            ready_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            told INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX retrievals_by_archive ON retrievals (archive_id, expires_at);
        CREATE INDEX retrievals_to_tell ON retrievals (ready_at) WHERE told = 0;
        CREATE INDEX retrievals_running ON retrievals (tier, ready_at);
        """,
        """
        ALTER TABLE jobs ADD COLUMN folded_tags TEXT NOT NULL DEFAULT '';
        UPDATE jobs SET folded_tags = (SELECT char(10) || group_concat(folded(value), char(10)) || char(10) FROM json_each(CAST(body AS TEXT), '$.labels.tags'))
        WHERE json_array_length(CAST(body AS TEXT), '$.labels.tags') > 0;
        """,
    ];

    /// <summary>Brings an older file to this version, a step a transaction.</summary>
    /// <exception cref="InvalidOperationException">The file comes from a newer version.</exception>
    public static void Migrate(SqliteSession session, string path)
    {
        var version = session.Prepare("PRAGMA user_version").First(row => row.Int64(0), 0);
        if (version > Steps.Count)
        {
            throw new InvalidOperationException($"The database \"{path}\" was written by a newer version of this service (schema {version}, this one knows up to {Steps.Count}). Run that version, or restore a backup made before the upgrade.");
        }

        // SQLite itself folds ASCII only.
        session.Define("folded", text => text.ToUpperInvariant());
        for (var step = (int)version; step < Steps.Count; step++)
        {
            session.Execute($"BEGIN IMMEDIATE; {Steps[step]} PRAGMA user_version = {step + 1}; COMMIT;");
        }
    }
}
