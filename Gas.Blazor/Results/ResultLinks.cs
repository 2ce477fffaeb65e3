using Gas.Pipeline.Jobs;

namespace Gas.Blazor.Results;

/// <summary>Addresses of a job's pages and files, from the site's root.</summary>
public static class ResultLinks
{
    /// <summary>The table of the records that have this value in a field.</summary>
    public static string Variants(JobId job, string field, string value) => $"jobs/{job}/variants?{field}={Uri.EscapeDataString(value)}";

    public static string Summary(JobId job) => $"jobs/{job}/summary";

    /// <param name="locus">A place or a gene; null for the beginning.</param>
    public static string Genome(JobId job, string? locus = null) => $"jobs/{job}/genome{(locus is null ? "" : $"?locus={Uri.EscapeDataString(locus)}")}";

    public static string Report(JobId job) => $"jobs/{job}/report";
}
