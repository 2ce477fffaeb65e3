using System.Security.Cryptography;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Pipeline.Races;

/// <summary>Files of the embedded vault that are not what they were.</summary>
public sealed class SpoiltArchiveTests : RaceTests
{
    /// <summary>Both ways in which an archive's file may be packed; and bytes that cannot even be unpacked.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_archive_that_is_spoilt_is_noticed_and_never_published(bool repeats)
    {
        await using var pipeline = await StartAsync();
        var job = await SubmitAsync(pipeline, repeats ? string.Concat(Enumerable.Repeat("the same line again\n", 2000)) : RandomNumberGenerator.GetHexString(20));
        var archived = await ArchivedAsync(pipeline, job);
        var file = Assert.Single(((EmbeddedSteps)pipeline.Provider).Archives);
        var right = await File.ReadAllBytesAsync(file);
        Assert.Equal(repeats, right.Length < archived.ResultBytes);
        Spoil(file, right);

        await ChangeAsync(pipeline, job, Plan.Premium);
        var lost = await pipeline.UntilAsync(job.Id, row => row.LostRetrievals == 2);
        Assert.Equal((JobState.Archived, archived.ArchiveId), (lost.State, lost.ArchiveId));
        Assert.Contains(lost.History, moment => moment.Note == "The retrieved copy was not the one that was archived");
        Assert.DoesNotContain(await pipeline.Files.ListAsync(JobFiles.Results, default).Select(found => found.Key).ToListAsync(), key => key.EndsWith(".vcf.gz", StringComparison.Ordinal));
        Assert.DoesNotContain((job.Id, JobNotice.Restored), pipeline.Notices.Told);

        // The operator brings the file back from a copy of the disk.
        File.SetAttributes(file, FileAttributes.Normal);
        await File.WriteAllBytesAsync(file, right);
        await CompletedAsync(pipeline, job);
        await EndAsync(pipeline, job);
    }

    private static void Spoil(string file, byte[] right)
    {
        var wrong = right.ToArray();
        for (var i = wrong.Length / 2; i < wrong.Length; i++)
        {
            wrong[i] ^= 0x5A;
        }

        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllBytes(file, wrong);
    }
}
