using System.Globalization;
using static Gas.Blazor.Languages.Texts;

namespace Gas.Blazor.Components.Jobs;

/// <summary>Jobs in words.</summary>
internal static class JobCount
{
    /// <summary>For example <c>1 job</c>, <c>1,200 jobs</c>.</summary>
    public static string Of(long count) => count == 1 ? L["{0} job", count] : L["{0} jobs", count.ToString("N0", CultureInfo.InvariantCulture)];
}
