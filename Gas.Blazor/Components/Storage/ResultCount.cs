using System.Globalization;
using Gas.Pipeline.Jobs;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Storage;

/// <summary>A number of results in words.</summary>
public static class ResultCount
{
    /// <summary>For example <c>1 result (812 bytes)</c>, <c>1,204 results (5 GiB)</c>.</summary>
    public static string Of(JobTally tally) =>
        tally.Jobs == 1 ? L["1 result ({0})", FileSize.Of(tally.ResultBytes)] : L["{0} results ({1})", tally.Jobs.ToString("N0", CultureInfo.InvariantCulture), FileSize.Of(tally.ResultBytes)];
}
