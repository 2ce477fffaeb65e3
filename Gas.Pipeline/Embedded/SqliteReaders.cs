using System.Threading.Channels;

namespace Gas.Pipeline.Embedded;

/// <summary>A few reading connections, lent one at a time. They see the last commit and neither wait for the writer nor hold it up.</summary>
internal sealed class SqliteReaders : IDisposable
{
    private readonly Channel<SqliteSession> _free;
    private readonly int _count;

    public SqliteReaders(string path, int count)
    {
        _count = count;
        _free = Channel.CreateBounded<SqliteSession>(count);
        for (var i = 0; i < count; i++)
        {
            _free.Writer.TryWrite(SqliteSession.OpenReader(path));
        }
    }

    /// <summary>Reads on the caller's thread: for look-ups of microseconds.</summary>
    public async Task<TResult> FindAsync<TState, TResult>(TState state, Func<SqliteSession, TState, TResult> read, CancellationToken cancellation)
    {
        var session = await _free.Reader.ReadAsync(cancellation);
        try
        {
            return read(session, state);
        }
        finally
        {
            _free.Writer.TryWrite(session);
        }
    }

    /// <summary>Reads on a pool thread, for what may take long: a page's circuit goes on, and no more threads are held than there are connections.</summary>
    public async Task<TResult> ScanAsync<TState, TResult>(TState state, Func<SqliteSession, TState, TResult> read, CancellationToken cancellation)
    {
        var session = await _free.Reader.ReadAsync(cancellation);
        try
        {
            return await Task.Run(() => read(session, state), cancellation);
        }
        finally
        {
            _free.Writer.TryWrite(session);
        }
    }

    public void Dispose()
    {
        for (var i = 0; i < _count; i++)
        {
            // A read that is still running ends first.
            _free.Reader.ReadAsync().AsTask().GetAwaiter().GetResult().Dispose();
        }

        _free.Writer.TryComplete();
    }
}
