using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Gas.Pipeline.Jobs;
using Gas.Tests.Faults;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Schedules;

/// <summary>
/// Random schedules of everything that may happen to the pipeline, compared with simple books. <c>GAS_SCHEDULES</c> says how many;
/// a failure is shrunk and printed with its seed, and <c>CsCheck_Seed</c> repeats it.
/// </summary>
public class ScheduleTests(ITestOutputHelper output)
{
    /// <summary>Without <c>GAS_SCHEDULES</c>: as many schedules as fit.</summary>
    private protected virtual int Seconds => 30;

    private protected virtual int SideBySide => -1;

    /// <summary>From so many on, each way that a job can go has to have been gone; a machine that is busy with other things may get to fewer.</summary>
    private const int EnoughForEveryWay = 250;

    private const string Restored = "Restored";
    private const string RetrievalLost = "Retrieval lost";

    private readonly ConcurrentDictionary<string, int> _seen = new();
    private int _schedules;

    [Fact]
    public async Task After_any_schedule_every_result_is_in_its_one_place()
    {
        var asked = int.TryParse(Environment.GetEnvironmentVariable("GAS_SCHEDULES"), NumberStyles.None, CultureInfo.InvariantCulture, out var schedules) ? schedules : 0;
        await Step.Schedules.SampleAsync(
            RunAsync,
            output.WriteLine,
            iter: asked > 0 ? asked : -1,
            time: asked > 0 ? -1 : Seconds,
            threads: SideBySide,
            print: steps => string.Join("; ", steps.Select(step => step.ToString())));
        output.WriteLine($"{_schedules} schedules. {string.Join(", ", _seen.OrderBy(seen => seen.Key).Select(seen => $"{seen.Key}: {seen.Value}"))}");

        if (_schedules >= EnoughForEveryWay)
        {
            // Schedules that never came so far would prove nothing.
            string[] ways = [.. Enum.GetNames<JobState>(), .. Enum.GetNames<MishapKind>(), Restored, RetrievalLost];
            Assert.All(ways, way => Assert.True(_seen.ContainsKey(way), $"No schedule had this in it: {way}."));
        }
    }

    /// <summary>On the embedded provider, unless a derived class says otherwise.</summary>
    private protected virtual Task<SteppedPipeline> StartAsync() => Task.FromResult(new SteppedPipeline(new EmbeddedSteps()));

    private async Task RunAsync(Step[] steps)
    {
        await using var pipeline = await StartAsync();
        var run = new ScheduleRun(pipeline);
        await run.RunAsync(steps);
        Interlocked.Increment(ref _schedules);
        foreach (var (state, times) in pipeline.Watch.States)
        {
            See(state.ToString(), times);
        }

        foreach (var (kind, times) in run.Met)
        {
            See(kind.ToString(), times);
        }

        See(Restored, pipeline.Notices.Told.Count(told => told.Notice == JobNotice.Restored));
        See(RetrievalLost, pipeline.Watch.Lost);
    }

    private void See(string what, int times)
    {
        if (times > 0)
        {
            _seen.AddOrUpdate(what, times, (_, before) => before + times);
        }
    }
}
