using System.Text;
using Gas.Pipeline.Jobs;

namespace Gas.Tests.Pipeline.Races;

public class DownloadRaceTests : RaceTests
{
    [Fact]
    public async Task A_download_while_archiving()
    {
        await using var pipeline = await StartAsync();
        var job = await SubmitAsync(pipeline);
        var completed = await CompletedAsync(pipeline, job);
        await using var begun = (await pipeline.Files.OpenAsync(completed.Result!.Vcf.Key, 0, default))!;
        var archived = await pipeline.UntilAsync(job.Id, row => row.State == JobState.Archived);

        // Who was about to begin still finds the hot copy: it outlives archiving by its grace time.
        Assert.Equal(TimeSpan.FromMinutes(1), archived.HotUntil - archived.UpdatedAt);
        Assert.Equal(completed.ResultBytes, await pipeline.Files.LengthAsync(completed.Result.Vcf.Key, default));

        await ArchivedAsync(pipeline, job);
        Assert.Null(await pipeline.Files.LengthAsync(completed.Result.Vcf.Key, default));
        using var reader = new StreamReader(begun, Encoding.ASCII);
        Assert.Equal(job.Content, await reader.ReadToEndAsync());
        await EndAsync(pipeline, job);
    }
}
