using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Embedded;

/// <summary>Wakes the receivers of a stage as soon as a message for it is committed.</summary>
internal sealed class StageSignals
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource[] _next = [.. Enum.GetValues<Stage>().Select(_ => New())];

    /// <summary>Completes at the next <see cref="Ring"/> after this call. Take it before looking, so that nothing is missed in between.</summary>
    public Task Next(Stage stage)
    {
        lock (_lock)
        {
            return _next[(int)stage].Task;
        }
    }

    public void Ring(Stage stage)
    {
        TaskCompletionSource rung;
        lock (_lock)
        {
            rung = _next[(int)stage];
            _next[(int)stage] = New();
        }

        rung.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
