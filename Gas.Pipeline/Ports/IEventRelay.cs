using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>
/// Carries news between the instances of the service; at most once, in no promised order. A provider for a single process has none.
/// </summary>
public interface IEventRelay
{
    /// <summary>The name under which this instance speaks; a new one each time that it opens.</summary>
    string Instance { get; }

    /// <summary>Makes the place where this instance hears the others, unless it is there; true when it was made, and so what was said before has been missed.</summary>
    Task<bool> OpenAsync(CancellationToken cancellation);

    /// <summary>Tells all other instances that are open.</summary>
    Task SendAsync(News news, CancellationToken cancellation);

    /// <summary>Waits for what others say, at most as long as the provider's poll; may give none. What is given does not come again.</summary>
    Task<IReadOnlyList<News>> ReceiveAsync(CancellationToken cancellation);

    /// <summary>To be called every few minutes: shows that this instance's place is in use, and removes those that have been out of use for long.</summary>
    Task TendAsync(CancellationToken cancellation);

    /// <summary>Removes this instance's place.</summary>
    Task CloseAsync(CancellationToken cancellation);
}
