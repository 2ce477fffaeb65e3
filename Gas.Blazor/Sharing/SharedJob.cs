using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Sharing;

/// <summary>What a link leads to.</summary>
public sealed record SharedJob(ShareLink Link, Job Job);
