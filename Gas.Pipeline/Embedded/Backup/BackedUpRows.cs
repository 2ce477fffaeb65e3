using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Embedded.Backup;

/// <summary>What the rows of a copied database point to.</summary>
internal sealed record BackedUpRows(IReadOnlyList<NeededFile> Files, IReadOnlySet<string> Owners, int Jobs)
{
    public static BackedUpRows Read(string database)
    {
        using var session = SqliteSession.OpenReader(database);
        var jobs = session.Prepare("SELECT body FROM jobs").All(row => JobJson.Read(row.Bytes(0)));
        return new BackedUpRows([.. jobs.SelectMany(Needs)], jobs.Select(job => job.Owner.Value).ToHashSet(), jobs.Count);
    }

    private static IEnumerable<NeededFile> Needs(Job job)
    {
        foreach (var file in job.Files)
        {
            // An annotated file that is archived lies in the vault; one whose archiving or restoring is under way may still, or already, lie here.
            var isNeeded = job.State != JobState.Deleting && (file != job.Result?.Vcf || job.IsResultHot);
            yield return new NeededFile($"files/{file.Key}", file.IsKnown ? file.Sha256 : null, isNeeded);
        }

        if (job.ArchiveId is { } archive)
        {
            yield return new NeededFile($"vault/{archive[..2]}/{archive}", null, job.State != JobState.Deleting);
        }
    }
}

/// <param name="Path">Below the data folder, with <c>/</c>.</param>
/// <param name="Sha256">As its row says; null where that says nothing of it.</param>
/// <param name="MustBe">Whether it is an error that it is not there.</param>
internal sealed record NeededFile(string Path, string? Sha256, bool MustBe);
