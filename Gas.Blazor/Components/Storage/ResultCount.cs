using System.Globalization;
using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Components.Storage;

/// <summary>A number of results in words.</summary>
public static class ResultCount
{
    /// <summary>For example <c>1 result (812 bytes)</c>, <c>1,204 results (5 GiB)</c>.</summary>
    public static string Of(JobTally tally) =>
        $"{(tally.Jobs == 1 ? "1 result" : $"{tally.Jobs.ToString("N0", CultureInfo.InvariantCulture)} results")} ({FileSize.Of(tally.ResultBytes)})";
}
