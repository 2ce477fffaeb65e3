using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Transfer;

/// <summary>The last step of a job's move: its files are there.</summary>
internal static class Arrival
{
    /// <summary>Adds the row unless there is one, and sends its first message.</summary>
    public static async Task AddAsync(this JobLedger ledger, Job job, TransferReport report, CancellationToken cancellation)
    {
        if (ReferenceEquals(await ledger.SubmitAsync(job, cancellation), job))
        {
            report.Count();
        }
        else
        {
            report.CountKnown();
        }
    }
}
