using Gas.Pipeline.Jobs;
using Gas.Pipeline.Workers;
using Gas.Tests.Pipeline;

namespace Gas.Tests.Telemetry;

public sealed class WorkGateTests
{
    private const string Vcf = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nNC_045512.2\t23403\t.\tA\tG\t.\tPASS\t.\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Behind_a_closed_gate_jobs_wait_and_once_it_opens_they_go_on()
    {
        await using var harness = await PipelineHarness.StartAsync(Cancellation);
        var gate = harness.Get<WorkGate>();
        gate.Close([Stage.Annotate]);
        Assert.True(harness.Get<WorkBoard>().Read().Single(worker => worker.Stage == Stage.Annotate).IsPaused);
        var job = await harness.SubmitAsync(Vcf, "waits", Cancellation);
        // Whoever was about to receive gives it back: it waits, and nobody holds it.
        for (var turn = 0; turn < 20; turn++)
        {
            harness.Time.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(JobState.Queued, (await harness.Store.FindAsync(job.Id, Cancellation))!.State);
        }

        gate.Close([]);
        await harness.PassTimeUntilAsync(job.Id, now => now?.State == JobState.Completed, Cancellation);
    }

    [Fact]
    public async Task Who_waits_at_the_gate_gets_up_when_it_opens_or_the_service_stops()
    {
        var gate = new WorkGate();
        await gate.WaitAsync(Stage.Thaw, Cancellation);
        gate.Close([Stage.Thaw]);
        var waiting = gate.WaitAsync(Stage.Thaw, Cancellation);
        gate.Close([Stage.Thaw, Stage.Delete]);
        Assert.False(waiting.IsCompleted);
        gate.Close([Stage.Delete]);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        using var stop = new CancellationTokenSource();
        var stopped = gate.WaitAsync(Stage.Delete, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
    }
}
