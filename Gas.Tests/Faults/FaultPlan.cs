using System.Collections.Concurrent;

namespace Gas.Tests.Faults;

/// <summary>Counts the port calls of a process and has one of them go wrong, before or after its effect; the calls of a <see cref="Turn"/> also meet that turn's mishap.</summary>
internal sealed class FaultPlan
{
    private readonly ConcurrentDictionary<string, HeldCall> _held = new();
    private Mishap? _mishap;
    private bool _counting;
    private bool _idleToo;
    private int _calls;
    private int _refused;
    private volatile bool _dead;
    private volatile bool _down;
    private volatile string? _refusedName;

    /// <summary>Calls since the plan was armed.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The call that broke, for the message of a failing test.</summary>
    public string? Broken { get; private set; }

    /// <summary>The process is gone.</summary>
    public bool IsDead => _dead;

    /// <summary>As long as it is set, no port answers.</summary>
    public bool IsDown
    {
        get => _down;
        set => _down = value;
    }

    /// <summary>From now on each call of this name is in vain; of none if it is null.</summary>
    public void Refuse(string? name) => _refusedName = name;

    /// <summary>Calls in vain while the ports were down, or were refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public void Arm(int breakAt, bool after) => Arm(new Mishap(MishapKind.Fault, breakAt, after));

    /// <summary>Breaks the next call of this name, whatever comes before it.</summary>
    public void Arm(string name, bool after) => Arm(new Mishap(MishapKind.Fault, 1, after, name));

    /// <param name="mishap">Null only counts.</param>
    /// <param name="idleToo">Also counts what loops ask in vain: for those who take each step themselves.</param>
    public void Arm(Mishap? mishap, bool idleToo = false)
    {
        (_mishap, _idleToo, _calls) = (mishap, idleToo, 0);
        Volatile.Write(ref _counting, true);
    }

    public void Disarm() => Volatile.Write(ref _counting, false);

    public void Die() => _dead = true;

    /// <summary>Stops the next call of this name, before or after its effect, until it is let go: a worker that is slow just then.</summary>
    public HeldCall Hold(string name, bool after) => _held[name] = new HeldCall(after);

    public Task<T> CallAsync<T>(string name, Func<Task<T>> call) => CallAsync(name, call, isIdle: false);

    public Task CallAsync(string name, Func<Task> call) => CallAsync(name, async () =>
    {
        await call();
        return true;
    });

    /// <summary>A call that loops make again and again although nothing happens.</summary>
    public Task<T> IdleCallAsync<T>(string name, Func<Task<T>> call) => CallAsync(name, call, isIdle: true);

    private async Task<T> CallAsync<T>(string name, Func<Task<T>> call, bool isIdle)
    {
        ThrowIfGone();
        ThrowIfRefused(name);
        if (_held.TryRemove(name, out var held))
        {
            return await held.CallAsync(call);
        }

        if ((Turn.Current?.Meet(name) ?? Meet(name, isIdle)) is not { } mishap)
        {
            return await call();
        }

        Broken = $"{name} {(mishap.After ? "after" : "before")} its effect";
        if (!mishap.After)
        {
            await SufferAsync(mishap);
            return await call();
        }

        var result = await call();
        await SufferAsync(mishap);
        return result;
    }

    private Mishap? Meet(string name, bool isIdle) =>
        Volatile.Read(ref _counting) && (_idleToo || !isIdle) && _mishap?.Counts(name) != false && Interlocked.Increment(ref _calls) == _mishap?.Call ? _mishap : null;

    private async Task SufferAsync(Mishap mishap)
    {
        if (mishap.Kind == MishapKind.Stall)
        {
            await Turn.Current!.StandStillAsync();
            ThrowIfGone();
            return;
        }

        if (mishap.Kind == MishapKind.Crash)
        {
            Die();
        }

        throw new InjectedFaultException(Broken!);
    }

    private void ThrowIfRefused(string name)
    {
        if (_refusedName == name)
        {
            Interlocked.Increment(ref _refused);
            throw new InjectedFaultException(name);
        }
    }

    private void ThrowIfGone()
    {
        if (_dead)
        {
            throw new InjectedFaultException("the process is gone");
        }

        if (_down)
        {
            Interlocked.Increment(ref _refused);
            throw new InjectedFaultException("nobody answers");
        }
    }
}
