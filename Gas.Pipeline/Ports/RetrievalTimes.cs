using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Ports;

/// <summary>About how long the provider's vault takes for a retrieval: what people are told before one is started.</summary>
public sealed record RetrievalTimes(TimeSpan Expedited, TimeSpan Standard, TimeSpan Bulk)
{
    public TimeSpan Of(RetrievalTier tier) => tier switch
    {
        RetrievalTier.Expedited => Expedited,
        RetrievalTier.Standard => Standard,
        RetrievalTier.Bulk => Bulk,
    };
}
