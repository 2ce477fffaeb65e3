using System.Collections.Concurrent;

namespace Gas.Tests.Faults;

/// <summary>Counts every port call of a run and breaks one of them, before or after its effect: what a crash or a lost answer looks like from outside.</summary>
internal sealed class FaultPlan
{
    private readonly ConcurrentDictionary<string, HeldCall> _held = new();
    private int _calls;
    private int _breakAt;
    private string? _breakName;
    private bool _after;
    private bool _armed;

    /// <summary>Calls since the plan was armed.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The call that broke, for the message of a failing test.</summary>
    public string? Broken { get; private set; }

    public void Arm(int breakAt, bool after)
    {
        (_breakAt, _breakName, _after, _calls) = (breakAt, null, after, 0);
        Volatile.Write(ref _armed, true);
    }

    /// <summary>Breaks the next call of this name, whatever comes before it.</summary>
    public void Arm(string name, bool after)
    {
        (_breakAt, _breakName, _after, _calls) = (1, name, after, 0);
        Volatile.Write(ref _armed, true);
    }

    public void Disarm() => Volatile.Write(ref _armed, false);

    /// <summary>Stops the next call of this name, before or after its effect, until it is let go: a worker that is slow just then.</summary>
    public HeldCall Hold(string name, bool after) => _held[name] = new HeldCall(after);

    public async Task<T> CallAsync<T>(string name, Func<Task<T>> call)
    {
        if (_held.TryRemove(name, out var held))
        {
            return await held.CallAsync(call);
        }

        var breaks = Volatile.Read(ref _armed) && (_breakName is null || _breakName == name) && Interlocked.Increment(ref _calls) == _breakAt;
        if (!breaks)
        {
            return await call();
        }

        Broken = $"{name} {(_after ? "after" : "before")} its effect";
        if (_after)
        {
            await call();
        }

        throw new IOException($"Injected: {Broken}.");
    }

    public Task CallAsync(string name, Func<Task> call) => CallAsync(name, async () =>
    {
        await call();
        return true;
    });
}
