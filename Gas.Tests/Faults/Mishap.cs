namespace Gas.Tests.Faults;

internal enum MishapKind
{
    /// <summary>The call throws.</summary>
    Fault,

    /// <summary>Whoever calls stands still there until it is woken.</summary>
    Stall,

    /// <summary>The process is gone: no call of it has an effect any more.</summary>
    Crash,
}

/// <summary>What goes wrong at one port call.</summary>
/// <param name="Call">1 for the first call.</param>
/// <param name="After">Once the call has had its effect; else before it.</param>
internal sealed record Mishap(MishapKind Kind, int Call, bool After)
{
    public override string ToString() => $"{Kind} {(After ? "after" : "before")} call {Call}";
}
