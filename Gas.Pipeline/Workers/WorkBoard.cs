using System.Collections.Concurrent;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Workers;

/// <summary>What the stage workers of this process are at, for those who look after them.</summary>
public sealed class WorkBoard(WorkGate gate, TimeProvider time)
{
    private readonly ConcurrentDictionary<Stage, WorkDesk> _desks = new();

    /// <summary>In the order of the stages.</summary>
    public IReadOnlyList<WorkerStanding> Read() =>
        [.. _desks.OrderBy(desk => desk.Key).Select(desk => desk.Value.Read() with { IsPaused = !gate.IsOpen(desk.Key) })];

    internal WorkDesk Join(Stage stage, int places) => _desks[stage] = new WorkDesk(stage, places, time);
}
