namespace Gas.Pipeline.Jobs;

/// <summary>Tells whoever listens whose plan has changed just now. It says only "look again": the accounts are the truth.</summary>
public sealed class PlanFeed
{
    /// <summary>Whoever listens must not throw, nor take its time.</summary>
    public event Action<PlanNews>? Changed;

    public void Publish(PlanNews news) => Changed?.Invoke(news);
}

/// <param name="Source">By which way it was heard of.</param>
/// <param name="Plan">The plan as it is now; null where that was not said.</param>
public readonly record struct PlanNews(UserId Owner, PlanNewsSource Source, Plan? Plan = null);

/// <summary>How a change of plan is heard of, and so who is still to be told.</summary>
public enum PlanNewsSource
{
    /// <summary>This process has made it.</summary>
    Account,

    /// <summary>A message said so, which only this process has got.</summary>
    Message,

    /// <summary>Another instance told all others.</summary>
    Instance,
}
