using System.Collections.Frozen;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Workers;

/// <summary>Whether this process's workers may take new work. Where a stage is closed they end what they have begun, and its messages wait.</summary>
public sealed class WorkGate
{
    private volatile Standing _standing = new(FrozenSet<Stage>.Empty);

    public bool IsOpen(Stage stage) => !_standing.Closed.Contains(stage);

    /// <summary>Closes these stages and opens all others.</summary>
    public void Close(IEnumerable<Stage> stages)
    {
        var before = _standing;
        _standing = new Standing(stages.ToFrozenSet());
        before.Over.TrySetResult();
    }

    /// <summary>Returns when the stage is open.</summary>
    internal async Task WaitAsync(Stage stage, CancellationToken cancellation)
    {
        while (_standing is var standing && standing.Closed.Contains(stage))
        {
            await standing.Over.Task.WaitAsync(cancellation);
        }
    }

    private sealed record Standing(FrozenSet<Stage> Closed)
    {
        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
