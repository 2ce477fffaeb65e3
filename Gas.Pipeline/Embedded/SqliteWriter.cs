using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Gas.Pipeline.Embedded;

/// <summary>
/// The one thread that writes. Whatever waits goes into one transaction, because what a commit costs is the wait for the disk;
/// callers are answered after it. When a change fails, the batch is taken back and each change is run alone, so that only the bad one fails.
/// </summary>
internal sealed partial class SqliteWriter : IDisposable
{
    private const int LargestBatch = 1024;

    private readonly SqliteSession _session;
    private readonly SqliteBatch _batch;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly Channel<WriteRequest> _waiting = Channel.CreateBounded<WriteRequest>(new BoundedChannelOptions(4 * LargestBatch) { SingleReader = true });

    public SqliteWriter(SqliteSession session, ILogger logger)
    {
        _session = session;
        _batch = new SqliteBatch(session);
        _logger = logger;
        _thread = new Thread(Run) { Name = "SQLite writer", IsBackground = true };
        _thread.Start();
    }

    public long Commits => _batch.Commits;

    /// <summary>Completes when the change is durable. Cancelling works until the change has been queued; from then on its outcome is told.</summary>
    public async Task<TResult> WriteAsync<TState, TResult>(TState state, Func<SqliteBatch, TState, TResult> change, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var request = new WriteRequest<TState, TResult>(state, change);
        if (!_waiting.Writer.TryWrite(request))
        {
            try
            {
                await _waiting.Writer.WriteAsync(request, cancellation);
            }
            catch (ChannelClosedException)
            {
                throw new ObjectDisposedException(nameof(SqliteDatabase), "The database has been closed.");
            }
        }

        return await request.Completion;
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _thread.Join();
        _session.Dispose();
    }

    private void Run()
    {
        var requests = new List<WriteRequest>(LargestBatch);
        // Blocking is what this thread is for: no pool thread waits for the disk.
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (requests.Count < LargestBatch && _waiting.Reader.TryRead(out var request))
            {
                requests.Add(request);
            }

            WriteTogether(requests);
            requests.Clear();
        }
    }

    private void WriteTogether(List<WriteRequest> requests)
    {
        try
        {
            _batch.Begin();
            foreach (var request in requests)
            {
                request.Run(_batch);
            }

            _batch.Commit();
        }
        catch (Exception exception)
        {
            Rollback();
            if (requests.Count == 1)
            {
                requests[0].Fail(exception);
                return;
            }

            LogBatchFailed(exception, requests.Count);
            foreach (var request in requests)
            {
                WriteTogether([request]);
            }

            return;
        }

        foreach (var request in requests)
        {
            request.Complete();
        }
    }

    private void Rollback()
    {
        try
        {
            _batch.Rollback();
        }
        catch (Exception exception)
        {
            // The next BEGIN says so to its callers if the connection is still in the transaction.
            LogRollbackFailed(exception);
        }
    }

    [LoggerMessage(101, LogLevel.Warning, "A batch of {Count} changes was taken back; each is tried alone.")]
    private partial void LogBatchFailed(Exception exception, int count);

    [LoggerMessage(102, LogLevel.Error, "A failed transaction could not be rolled back.")]
    private partial void LogRollbackFailed(Exception exception);
}
