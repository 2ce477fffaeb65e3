using Gas.Pipeline.Jobs;
using Gas.Pipeline.Telemetry;
using Gas.Tests.Blazor.Endpoints;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gas.Tests.Telemetry;

public sealed class VitalSignsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_looked_at_while_somebody_watches_and_not_for_nobody()
    {
        await using var harness = await PipelineHarness.StartAsync(Cancellation);
        var signs = harness.Get<VitalSigns>();
        harness.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(signs.Latest);
        using (signs.Watch())
        {
            await Mail.Until.TrueAsync(() => signs.Latest is not null, "the first look comes at once");
            Assert.Equal(Enum.GetValues<Stage>(), signs.Latest!.Queues.Keys.Order());
            var first = signs.Latest.At;
            await Mail.Until.TrueAsync(
                () =>
                {
                    harness.Time.Advance(TimeSpan.FromSeconds(2));
                    return signs.Latest.At > first;
                },
                "and another after two seconds");
        }
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_said_with_the_time_of_the_first_look_in_vain()
    {
        await using var harness = await PipelineHarness.StartAsync(Cancellation);
        using var signs = new VitalSigns(new DownJobStore(), harness.Queue, harness.Get<PipelineMeter>(), harness.Get<Throughput>(), harness.Time, NullLogger<VitalSigns>.Instance);
        var told = 0;
        signs.Changed += () => told++;
        await signs.LookAsync(Cancellation);
        var first = harness.Time.GetUtcNow();
        harness.Time.Advance(TimeSpan.FromSeconds(2));
        await signs.LookAsync(Cancellation);
        Assert.Equal((first, 2), (signs.AwaySince, told));
        Assert.Null(signs.Latest);
    }
}
