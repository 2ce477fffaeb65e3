using System.Diagnostics.CodeAnalysis;

namespace Gas.Pipeline.Jobs;

/// <summary>Where a job's files lie. Each run writes under its own lease token, so that two runs never share a key and what no row points to can be swept.</summary>
public static class JobFiles
{
    public const string Inputs = "inputs/";
    public const string Results = "results/";

    public static string Input(JobId job) => $"{Inputs}{job}/input";

    /// <summary>A key of one upload's own.</summary>
    public static string NewInput(JobId job) => $"{Input(job)}-{Guid.NewGuid():n}";

    /// <summary>Where a browser may bring the input itself. No row ever points there, so that what is not adopted is swept.</summary>
    public static string Brought(JobId job) => $"{Inputs}{job}/brought-{Guid.NewGuid():n}";

    public static string Vcf(JobId job, Guid run) => $"{Results}{job}/{run:n}/annotated.vcf.gz";

    /// <summary>The key of the annotated VCF's copy that a run makes: it keeps the name, which says whether it is packed.</summary>
    public static string VcfAgain(StoredFile vcf, JobId job, Guid run) => $"{Results}{job}/{run:n}/{vcf.Key.Split('/')[^1]}";

    public static string Index(JobId job, Guid run) => $"{Vcf(job, run)}.tbi";

    public static string Summary(JobId job, Guid run) => $"{Results}{job}/{run:n}/summary.json";

    public static string Variants(JobId job, Guid run) => $"{Vcf(job, run)}.vix";

    public static string Log(JobId job, Guid run) => $"{Results}{job}/{run:n}/log.txt";

    /// <summary>The prefixes under which everything of one job lies.</summary>
    public static IEnumerable<string> PrefixesOf(JobId job) => [$"{Inputs}{job}/", $"{Results}{job}/"];

    /// <summary>Whether the job's row points to the file.</summary>
    public static bool IsReferenced(Job job, string key) => job.Files.Any(file => file.Key == key);

    /// <summary>The job to which a key belongs.</summary>
    public static bool TryFindJob(string key, [NotNullWhen(true)] out JobId? job)
    {
        var parts = key.Split('/');
        job = parts.Length > 2 && JobId.TryParse(parts[1], out var id) ? id : null;
        return job is not null;
    }
}
