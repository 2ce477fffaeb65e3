using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gas.Tests.Faults;

/// <summary>Breaks each port call of a job's life once, before and after its effect: nothing may be stuck, lost, doubled or unreachable. Keep it for ever.</summary>
public sealed class FaultAtEveryCallTests
{
    private const string Vcf = "##fileformat=VCFv4.2\n##contig=<ID=NC_045512.2,length=29903>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nNC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n";

    /// <summary>More calls than a faultless life makes; a plan beyond its end breaks nothing and must come out clean too.</summary>
    private const int Calls = 36;

    private static readonly string[] CallsOfOneLife =
        ["add", "send Annotate", "receive Annotate", "save Annotating", "open input", "commit annotated.vcf.gz", "commit log.txt", "save Completed", "complete Annotate"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Submit_and_annotate_survive_a_fault_at_any_call(bool after)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var seen = new HashSet<string?>();
        // The loops run beside each other, so that a number does not always mean the same call: those that matter are broken by name as well.
        var plans = Enumerable.Range(1, Calls).Select(call => new Mishap(MishapKind.Fault, call, after))
            .Concat(CallsOfOneLife.Select(name => new Mishap(MishapKind.Fault, 1, after, name)));
        foreach (var plan in plans)
        {
            await using var pipeline = await PipelineHarness.StartAsync(cancellation, services => services.Replace(ServiceDescriptor.Singleton<IAnnotator, NoOpAnnotator>()));
            pipeline.Owners.Change(SampleJobs.Ann, Plan.Premium);
            pipeline.Faults.Arm(plan);
            var id = (await SubmitLikeAClientAsync(pipeline, cancellation)).Id;
            var job = await pipeline.PassTimeUntilAsync(id, job => job?.State == JobState.Completed, cancellation);
            await pipeline.SettleAsync(id, cancellation);
            seen.Add(pipeline.Faults.Broken);
            pipeline.Faults.Disarm();

            await AssertReachableAsync(pipeline, job!, cancellation);
            await AssertTidyAsync(pipeline, job!, cancellation);
        }

        // One attempt makes at least these calls; had they not been broken, the test would prove nothing.
        Assert.Superset(new HashSet<string?>(CallsOfOneLife.Select(name => $"{name} {(after ? "after" : "before")} its effect")), seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delete_survives_a_fault_at_any_call(bool after)
    {
        var cancellation = TestContext.Current.CancellationToken;
        for (var call = 1; call <= 16; call++)
        {
            await using var pipeline = await PipelineHarness.StartAsync(cancellation, services => services.Replace(ServiceDescriptor.Singleton<IAnnotator, NoOpAnnotator>()));
            var id = (await SubmitLikeAClientAsync(pipeline, cancellation)).Id;
            await pipeline.PassTimeUntilAsync(id, job => job?.State == JobState.Completed, cancellation);
            pipeline.Faults.Arm(call, after);
            await InsistAsync(() => pipeline.Ledger.RecordAsync(id, new JobEvent.DeleteRequested(), cancellation));
            await pipeline.PassTimeUntilAsync(id, job => job is null, cancellation);
            pipeline.Faults.Disarm();
            Assert.Empty(await pipeline.FileKeysAsync(cancellation));
        }
    }

    /// <summary>A client that hears nothing asks again with the same key.</summary>
    private static Task<Job> SubmitLikeAClientAsync(PipelineHarness pipeline, CancellationToken cancellation) =>
        InsistAsync(() => pipeline.SubmitAsync(Vcf, "key", cancellation));

    private static async Task<T> InsistAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (IOException)
        {
            return await call();
        }
    }

    private static async Task AssertReachableAsync(PipelineHarness pipeline, Job job, CancellationToken cancellation)
    {
        foreach (var file in job.Files)
        {
            Assert.Equal(file.Length, await pipeline.Files.LengthAsync(file.Key, cancellation));
        }

        var mine = await pipeline.Store.PageAsync(new() { Owner = job.Owner }, cancellation);
        Assert.Single(mine.Jobs);
    }

    private static async Task AssertTidyAsync(PipelineHarness pipeline, Job job, CancellationToken cancellation)
    {
        pipeline.Time.Advance(TimeSpan.FromHours(25));
        await pipeline.Reaper.ReapAsync(cancellation);
        Assert.All(await pipeline.FileKeysAsync(cancellation), key => Assert.True(JobFiles.IsReferenced(job, key), key));
    }
}
