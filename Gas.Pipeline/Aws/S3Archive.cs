using System.Diagnostics.CodeAnalysis;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws;

/// <summary>An archive's place in the results bucket, which is also its id: the job's folder among the archives, and a number that cannot be guessed.</summary>
internal readonly record struct S3Archive(JobId Job, Guid Number)
{
    public string Key => $"{AwsNames.Archives}{Job}/{Number:n}";

    public static bool TryParse([NotNullWhen(true)] string? key, out S3Archive archive)
    {
        archive = default;
        if (key?.StartsWith(AwsNames.Archives, StringComparison.Ordinal) != true
            || key[AwsNames.Archives.Length..].Split('/') is not [var folder, var name]
            || !JobId.TryParse(folder, out var job)
            || !Guid.TryParseExact(name, "N", out var number))
        {
            return false;
        }

        archive = new S3Archive(job, number);
        return archive.Key == key;
    }
}
