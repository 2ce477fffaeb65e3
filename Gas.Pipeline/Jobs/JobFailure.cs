namespace Gas.Pipeline.Jobs;

/// <summary>Who has to act on a failure.</summary>
public enum Fault
{
    /// <summary>The file: the user can mend it.</summary>
    User = 0,

    /// <summary>The service: a retry may help, else the operator.</summary>
    Service = 1,
}

/// <param name="Reason">One sentence for the user: what is wrong, where, what to do.</param>
/// <param name="Line">1-based line of the input, where one is at fault; for scripts, the reason names it, too.</param>
/// <param name="Field">The column or header key at fault; likewise.</param>
public sealed record JobFailure(Fault Fault, string Reason, long? Line = null, string? Field = null);
