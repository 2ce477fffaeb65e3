namespace Gas.Pipeline.Embedded;

/// <summary>The writer's transaction: the connection, and the job counts that change with it, written once a batch.</summary>
internal sealed class SqliteBatch(SqliteSession session)
{
    /// <summary>How many transactions have been committed.</summary>
    public long Commits { get; private set; }

    public JobCounts Counts { get; } = new();

    public SqliteStatement Prepare(string sql) => session.Prepare(sql);

    public void Begin() => session.Prepare("BEGIN IMMEDIATE").Run();

    public void Commit()
    {
        Counts.Flush(session);
        session.Prepare("COMMIT").Run();
        Commits++;
    }

    public void Rollback()
    {
        Counts.Clear();
        // Some faults (a full disk) have rolled back already.
        if (session.InTransaction)
        {
            session.Prepare("ROLLBACK").Run();
        }
    }
}
