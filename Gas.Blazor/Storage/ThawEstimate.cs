using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Storage;

/// <summary>About how long it takes and what it costs the service to bring archived results back, were all of them retrieved at one tier.</summary>
public sealed record ThawEstimate(RetrievalTier Tier, TimeSpan Time, decimal Cost);
