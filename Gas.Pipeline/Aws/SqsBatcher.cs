using System.Globalization;
using Amazon.SQS.Model;

namespace Gas.Pipeline.Aws;

/// <summary>
/// Gathers single calls into batches of ten, which cost as much as one: the first waits for company. A call's task completes when
/// the service has answered for its entry, with the failure or with null.
/// </summary>
/// <param name="linger">How long the first waits.</param>
/// <param name="send">Sends up to ten entries, each under its place as id, and gives the failures; null for none.</param>
internal sealed class SqsBatcher<TEntry>(Func<List<TEntry>, Task<List<BatchResultErrorEntry>?>> send, TimeSpan linger, TimeProvider time)
{
    private const int Size = 10;

    private readonly Lock _lock = new();
    private List<Call> _waiting = [];

    /// <param name="cancellation">Ends the waiting only: the entry may be on its way with others.</param>
    public Task<BatchResultErrorEntry?> AddAsync(TEntry entry, CancellationToken cancellation)
    {
        var call = new Call(entry);
        List<Call>? full = null;
        lock (_lock)
        {
            _waiting.Add(call);
            if (_waiting.Count == 1)
            {
                _ = LingerAsync(_waiting);
            }
            else if (_waiting.Count == Size)
            {
                (full, _waiting) = (_waiting, []);
            }
        }

        if (full is not null)
        {
            _ = SendAsync(full);
        }

        return call.Done.Task.WaitAsync(cancellation);
    }

    private async Task LingerAsync(List<Call> batch)
    {
        await Task.Delay(linger, time);
        lock (_lock)
        {
            if (_waiting != batch)
            {
                return;
            }

            _waiting = [];
        }

        await SendAsync(batch);
    }

    /// <summary>Never throws: each caller gets its own share of what goes wrong.</summary>
    private async Task SendAsync(List<Call> batch)
    {
        try
        {
            var failed = await send(batch.ConvertAll(call => call.Entry)) ?? [];
            for (var i = 0; i < batch.Count; i++)
            {
                var id = i.ToString(CultureInfo.InvariantCulture);
                batch[i].Done.TrySetResult(failed.Find(one => one.Id == id));
            }
        }
        catch (Exception exception)
        {
            batch.ForEach(call => call.Done.TrySetException(exception));
        }
    }

    private sealed record Call(TEntry Entry)
    {
        public TaskCompletionSource<BatchResultErrorEntry?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
