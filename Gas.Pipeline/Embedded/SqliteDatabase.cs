using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Embedded;

/// <summary>
/// The database file of the embedded provider: one writer that commits in groups (WAL, synchronous=FULL), readers beside it.
/// Open from construction to disposal. Since the data folder is held alone, every lease found at opening belongs to a process that is gone, and ends.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _finders;
    private readonly SqliteReaders _scanners;

    /// <exception cref="InvalidOperationException">The file comes from a newer version.</exception>
    public SqliteDatabase(DataFolder folder, TimeProvider time, ILogger<SqliteDatabase> logger)
    {
        var session = SqliteSession.OpenWriter(folder.Database);
        try
        {
            SqliteSchema.Migrate(session, folder.Database);
            SqliteLeases.EndAll(session, time.GetUtcNow());
        }
        catch
        {
            session.Dispose();
            throw;
        }

        _writer = new SqliteWriter(session, logger);
        _finders = new SqliteReaders(folder.Database, Math.Max(2, Environment.ProcessorCount));
        _scanners = new SqliteReaders(folder.Database, 2);
    }

    /// <summary>Transactions committed since opening.</summary>
    public long Commits => _writer.Commits;

    public void Dispose()
    {
        _finders.Dispose();
        _scanners.Dispose();
        _writer.Dispose();
    }

    /// <summary>Runs a change on the writer; completes when it is durable. The change may be run twice, and then only the second run counts.</summary>
    internal Task<TResult> WriteAsync<TState, TResult>(TState state, Func<SqliteBatch, TState, TResult> change, CancellationToken cancellation) =>
        _writer.WriteAsync(state, change, cancellation);

    /// <summary>A look-up of a few rows.</summary>
    internal Task<TResult> FindAsync<TState, TResult>(TState state, Func<SqliteSession, TState, TResult> read, CancellationToken cancellation) =>
        _finders.FindAsync(state, read, cancellation);

    /// <summary>A read that may go through many rows.</summary>
    internal Task<TResult> ScanAsync<TState, TResult>(TState state, Func<SqliteSession, TState, TResult> read, CancellationToken cancellation) =>
        _scanners.ScanAsync(state, read, cancellation);
}
