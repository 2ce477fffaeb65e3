namespace Gas.Pipeline;

/// <summary>How long to wait after repeated failures: doubling, with jitter, at most five minutes.</summary>
internal static class BackOff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="failures">1 for the first.</param>
    /// <param name="first">Wait after the first failure, before jitter.</param>
    public static TimeSpan After(int failures, TimeSpan first)
    {
        var wait = first * Math.Pow(2, Math.Min(failures - 1, 16));
        return (wait < Longest ? wait : Longest) * (0.75 + (Random.Shared.NextDouble() / 2));
    }
}
