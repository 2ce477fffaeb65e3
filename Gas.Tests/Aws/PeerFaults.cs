namespace Gas.Tests.Aws;

/// <summary>What a peer is to do wrong, operation by operation, and how often each was called.</summary>
internal sealed class PeerFaults
{
    private readonly Lock _lock = new();
    private readonly List<(string Operation, PeerFault Fault)> _waiting = [];
    private readonly Dictionary<string, int> _calls = [];
    private TaskCompletionSource _called = New();

    /// <summary>The next <paramref name="times"/> calls of the operation go wrong so.</summary>
    public void Break(string operation, PeerFault fault, int times = 1)
    {
        lock (_lock)
        {
            _waiting.AddRange(Enumerable.Repeat((operation, fault), times));
        }
    }

    /// <summary>Calls of the operation that have arrived, broken ones included.</summary>
    public int Calls(string operation)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(operation);
        }
    }

    /// <summary>All operations that have been called, and how often.</summary>
    public IReadOnlyDictionary<string, int> AllCalls()
    {
        lock (_lock)
        {
            return _calls.ToDictionary();
        }
    }

    /// <summary>Completes when the operation has been called once at least.</summary>
    public async Task CalledAsync(string operation, CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_calls.ContainsKey(operation))
                {
                    return;
                }

                next = _called.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    public PeerFault? Take(string operation)
    {
        lock (_lock)
        {
            _calls[operation] = _calls.GetValueOrDefault(operation) + 1;
            _called.SetResult();
            _called = New();
            var at = _waiting.FindIndex(waiting => waiting.Operation == operation);
            if (at < 0)
            {
                return null;
            }

            var fault = _waiting[at].Fault;
            _waiting.RemoveAt(at);
            return fault;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
