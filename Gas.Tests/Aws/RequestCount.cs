using System.Collections.Concurrent;

namespace Gas.Tests.Aws;

/// <summary>How many requests were sent, by operation.</summary>
internal sealed class RequestCount
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public int this[string operation] => _counts.GetValueOrDefault(operation);

    public IReadOnlyDictionary<string, int> All => _counts;

    public void Add(string operation) => _counts.AddOrUpdate(operation, 1, (_, count) => count + 1);

    public void Clear() => _counts.Clear();
}
