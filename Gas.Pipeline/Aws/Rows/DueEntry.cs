using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>
/// Where a row stands in the due index. An entry may be early, because the row itself decides what is due, but never late. So an entry is moved only when a job
/// begins a long wait or is due before it: each move is two more write units, and most changes of a job come within seconds of each other.
/// </summary>
internal static class DueEntry
{
    /// <summary>
    /// A job due within this time is in motion: its entry stays in the past, where a sweep passes by it for next to nothing, because it remembers for so long what the
    /// row said (<see cref="KnownRows"/>). It spans the first nudge, and the free plan's wait for archiving as it comes.
    /// </summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    /// <summary>A job in motion is entered so early that a worker's claim, which is due after a minute and the clock tolerance, need not move it.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1) + Job.ClockTolerance;

    /// <summary>The entry in seconds since 1970, rounded down; null for none.</summary>
    /// <param name="present">The entry that is there, or null when there is none or it is not known.</param>
    public static long? Of(Job job, long? present, DateTimeOffset now)
    {
        if (job.DueAt is not { } due)
        {
            return null;
        }

        var exact = due.ToUnixTimeSeconds();
        if (due - now > Soon)
        {
            return exact;
        }

        return present <= exact ? present : Math.Min(exact, (now + Claim).ToUnixTimeSeconds());
    }
}
