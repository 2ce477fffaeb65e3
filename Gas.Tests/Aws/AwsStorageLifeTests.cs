using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Faults;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gas.Tests.Aws;

/// <summary>A result's way to either vault and back by the real workers, its files in S3.</summary>
public sealed class AwsStorageLifeTests
{
    private const string Vcf = "##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nNC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("S3", true)]
    [InlineData("S3", false)]
    [InlineData("Glacier", true)]
    [InlineData("Glacier", false)]
    public async Task A_free_result_is_archived_and_comes_back_whole_after_the_upgrade(string kind, bool isTold)
    {
        var clock = new FollowingClock();
        await using var aws = await AwsFiles.StartAsync(clock, TimeSpan.FromSeconds(1), Cancellation, KeyValuePair.Create<string, string?>("Aws:Vault:Kind", kind));
        await using var pipeline = await PipelineHarness.StartAsync(Cancellation, services => services
            .Replace(ServiceDescriptor.Singleton<IAnnotator, NoOpAnnotator>())
            .Replace(ServiceDescriptor.Singleton<IFileStore>(new FaultyFileStore(aws.Files, new FaultPlan())))
            .Replace(ServiceDescriptor.Singleton<IVault>(new FaultyVault(aws.Vault, new FaultPlan()))));
        clock.Leader = pipeline.Time;
        var id = (await pipeline.SubmitAsync(Vcf, "key", Cancellation)).Id;
        var completed = await pipeline.PassTimeUntilAsync(id, job => job?.State == JobState.Completed, Cancellation);
        await pipeline.PassTimeUntilAsync(id, job => job is { State: JobState.Archived, HotUntil: null }, Cancellation);
        Assert.Null(await aws.Files.LengthAsync(completed!.Result!.Vcf.Key, Cancellation));

        pipeline.Owners.Change(SampleJobs.Ann, Plan.Premium);
        await pipeline.PassTimeUntilAsync(id, job => job?.State == JobState.Thawing, Cancellation);
        if (isTold)
        {
            pipeline.Time.Advance(TimeSpan.FromMinutes(5));
            await aws.TellAsync(Assert.Single(kind == "S3" ? aws.S3!.TakeEvents() : aws.Glacier!.TakeMessages()), Cancellation);
        }

        var back = await pipeline.PassTimeUntilAsync(id, job => job?.State == JobState.Completed, Cancellation);
        Assert.Equal(completed.Result.Vcf.Sha256, back!.Result!.Vcf.Sha256);
        Assert.Equal(back.Result.Vcf.Length, await aws.Files.LengthAsync(back.Result.Vcf.Key, Cancellation));
        // The job is back before its archive is gone: copy, record, delete.
        await pipeline.PassTimeUntilAsync(id, _ => (kind == "S3" ? aws.S3!.KeysOf(aws.Names.ResultsBucket, "archives/").Count : aws.Glacier!.Archives.Count) == 0, Cancellation);
        Assert.Equal(1, kind == "S3" ? aws.S3!.RestoresBegun : aws.Glacier!.JobsBegun);
        // A claim that lapsed on a busy machine has it archived once more; nothing of that is left, as the count above says.
        Assert.InRange(kind == "S3" ? aws.S3!.Faults.Calls("CopyObject") : aws.Glacier!.Faults.Calls("UploadArchive"), 1, 2);
    }
}
