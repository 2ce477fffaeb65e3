using System.Collections.Concurrent;

namespace Gas.Bench.Bare;

/// <summary>The shortest way from the server's code to the open pages of a group.</summary>
internal sealed class BareNews
{
    private readonly ConcurrentDictionary<string, Action<long>?> _listeners = new();

    public void Listen(string group, Action<long> listener) => _listeners.AddOrUpdate(group, listener, (_, others) => others + listener);

    public void Leave(string group, Action<long> listener) => _listeners.AddOrUpdate(group, _ => null, (_, others) => others - listener);

    public void Publish(long microseconds, string group = "") => _listeners.GetValueOrDefault(group)?.Invoke(microseconds);
}
