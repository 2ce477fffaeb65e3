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
/// <param name="Name">How the calls begin that count; null for all.</param>
internal sealed record Mishap(MishapKind Kind, int Call, bool After, string? Name = null)
{
    /// <summary>Before the first call of this name.</summary>
    public static Mishap Before(MishapKind kind, string name) => new(kind, 1, After: false, name);

    /// <summary>After the first call of this name.</summary>
    public static Mishap AfterThe(MishapKind kind, string name) => new(kind, 1, After: true, name);

    public bool Counts(string call) => Name is null || call.StartsWith(Name, StringComparison.Ordinal);

    public override string ToString() => $"{Kind} {(After ? "after" : "before")} {Name ?? "call"} {Call}";
}
