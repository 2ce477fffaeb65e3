using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Gas.Pipeline.Embedded;

/// <summary>
/// <c>gas.db</c>: one thread owns the write connection and commits whatever waits in one transaction (WAL, synchronous=FULL); callers go on when their change is on the disk.
/// Readers have connections of their own and see the last commit.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private const int LargestBatch = 4096;

    private readonly string _connectionString;
    private readonly Channel<Write> _writes = Channel.CreateBounded<Write>(new BoundedChannelOptions(16_384) { SingleReader = true });
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly SqliteWriter _writer;
    private readonly Thread _thread;

    /// <exception cref="InvalidDataException">The file is from a newer version.</exception>
    public SqliteDatabase(DataFolder folder)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = folder.File("gas.db"), Pooling = false, DefaultTimeout = 30 }.ToString();
        var connection = Open();
        SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000");
        SqliteSchema.Migrate(connection);
        FormerProcess.VoidItsClaims(connection);
        _writer = new SqliteWriter(connection);
        _thread = new Thread(Run) { IsBackground = true, Name = "gas.db writer" };
        _thread.Start();
    }

    /// <summary>Transactions committed so far.</summary>
    public long Commits { get; private set; }

    public void Dispose()
    {
        if (_writes.Writer.TryComplete())
        {
            _thread.Join();
            _writer.Dispose();
        }

        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    /// <summary>Runs <paramref name="change"/> on the writer's thread; done when its effect is durable. What it throws reaches only this caller.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqliteWriter, T> change, CancellationToken cancellation)
    {
        var write = new Write<T>(change);
        await _writes.Writer.WriteAsync(write, cancellation);
        return await write.Task;
    }

    /// <summary>Runs a short query on a connection of its own.</summary>
    internal T Read<T>(Func<SqliteConnection, T> query)
    {
        if (!_readers.TryTake(out var connection))
        {
            connection = Open();
            SqliteSchema.Execute(connection, "PRAGMA query_only = 1");
        }

        try
        {
            return query(connection);
        }
        finally
        {
            _readers.Add(connection);
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        SqliteSchema.Execute(connection, "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000");
        return connection;
    }

    private void Run()
    {
        var batch = new List<Write>(LargestBatch);
        while (WaitForWork())
        {
            while (batch.Count < LargestBatch && _writes.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            if (!TryCommit(batch))
            {
                // One of them is at fault: each on its own, so that it fails alone.
                foreach (var write in batch)
                {
                    TryCommit([write]);
                }
            }

            batch.Clear();
        }
    }

    private bool WaitForWork()
    {
        var waiting = _writes.Reader.WaitToReadAsync(CancellationToken.None);
        return waiting.IsCompletedSuccessfully ? waiting.GetAwaiter().GetResult() : waiting.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>True when all were committed, or when there was only one, which then has heard of its failure.</summary>
    private bool TryCommit(List<Write> batch)
    {
        try
        {
            _writer.Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                write.Apply(_writer);
            }

            _writer.Execute("COMMIT");
            Commits++;
        }
        catch (Exception exception)
        {
            RollBack();
            if (batch.Count == 1)
            {
                batch[0].Fail(exception);
            }

            return batch.Count == 1;
        }

        foreach (var write in batch)
        {
            write.Complete();
        }

        return true;
    }

    private void RollBack()
    {
        try
        {
            _writer.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, as it does on a full disk.
        }
    }

    private abstract class Write
    {
        public abstract void Apply(SqliteWriter writer);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<SqliteWriter, T> change) : Write
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _answer;

        public Task<T> Task => _done.Task;

        public override void Apply(SqliteWriter writer) => _answer = change(writer);

        public override void Complete() => _done.TrySetResult(_answer!);

        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }
}
