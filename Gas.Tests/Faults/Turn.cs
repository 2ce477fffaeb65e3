namespace Gas.Tests.Faults;

/// <summary>Something that somebody does, with at most one mishap on its way: a worker with one delivery, a round of the sweeper, a user's click.</summary>
internal sealed class Turn
{
    private static readonly AsyncLocal<Turn?> Running = new();

    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Mishap? _mishap;
    private int _calls;

    private Turn(Mishap? mishap) => _mishap = mishap;

    /// <summary>The turn to which the code that asks belongs.</summary>
    public static Turn? Current => Running.Value;

    /// <summary>Ends when the turn does; faults that were injected end it quietly.</summary>
    public Task Work { get; private set; } = Task.CompletedTask;

    /// <summary>The mishap, once it has happened.</summary>
    public Mishap? Met { get; private set; }

    public bool IsStalled => _stalled.Task.IsCompleted && !Work.IsCompleted;

    /// <summary>Runs the work to its end, or until it stands still.</summary>
    public static async Task<Turn> RunAsync(Func<Task> work, Mishap? mishap = null)
    {
        var turn = new Turn(mishap);
        turn.Work = Task.Run(async () =>
        {
            Running.Value = turn;
            try
            {
                await work();
            }
            catch (InjectedFaultException)
            {
                // Whoever runs a turn asks what has come of it, as after a crash.
            }
        });
        if (await Task.WhenAny(turn.Work, turn._stalled.Task) == turn.Work)
        {
            await turn.Work;
        }

        return turn;
    }

    /// <summary>Lets a turn that stands still go on to its end.</summary>
    public Task WakeAsync()
    {
        _woken.TrySetResult();
        return Work;
    }

    /// <summary>What this call meets; null as long as nothing goes wrong.</summary>
    public Mishap? Meet(string call) => _mishap is not null && _mishap.Counts(call) && Interlocked.Increment(ref _calls) == _mishap.Call ? Met = _mishap : null;

    public Task StandStillAsync()
    {
        _stalled.TrySetResult();
        return _woken.Task;
    }
}
