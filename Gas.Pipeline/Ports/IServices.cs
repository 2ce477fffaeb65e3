namespace Gas.Pipeline.Ports;

/// <summary>The services that the provider stands on, and whether they answer this process.</summary>
public interface IServices
{
    /// <summary>In the order in which they are shown; none where everything is on this machine.</summary>
    IReadOnlyList<ServiceStanding> Standings { get; }

    /// <summary>A standing has changed; raised wherever that was noticed.</summary>
    event Action? Changed;

    /// <summary>Whether this was thrown because a service is away, so that nothing of the work at hand has failed.</summary>
    bool IsOutage(Exception exception);
}
