using System.Diagnostics.CodeAnalysis;

namespace Gas.Pipeline.Workers.Relay;

/// <summary>Remembers what was noted lately, a bounded number of it: when it is full, the older half goes.</summary>
internal sealed class RecentMemory<TKey, TValue>(int size)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            return _young.TryGetValue(key, out value) || _old.TryGetValue(key, out value);
        }
    }

    public void Note(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (_young.Count >= size / 2)
            {
                (_old, _young) = (_young, []);
            }

            _young[key] = value;
        }
    }
}
