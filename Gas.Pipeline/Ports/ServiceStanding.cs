namespace Gas.Pipeline.Ports;

/// <summary>How this process gets on with a service.</summary>
/// <param name="Since">Since when it answers, or does not: a call that tries in vain changes nothing.</param>
/// <param name="LastError">The last fault of the service in words, which may have been long ago; null when there was none.</param>
public sealed record ServiceStanding(string Name, ServiceState State, DateTimeOffset Since, string? LastError = null, DateTimeOffset? LastErrorAt = null);

/// <summary>What becomes of a call to a service.</summary>
public enum ServiceState
{
    /// <summary>It goes out.</summary>
    Closed,

    /// <summary>It fails at once: the service failed again and again, and is left alone for a moment.</summary>
    Open,

    /// <summary>One is out to try; the others fail at once until it is answered.</summary>
    HalfOpen,
}
