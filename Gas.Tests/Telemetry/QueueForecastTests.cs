using Gas.Pipeline;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Telemetry;
using Gas.Pipeline.Workers;
using Gas.Tests.Pipeline;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gas.Tests.Telemetry;

public sealed class QueueForecastTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(SampleJobs.Start);
    private readonly JobFeed _feed = new();
    private readonly WorkGate _gate = new();
    private readonly Throughput _throughput;
    private readonly WorkBoard _board;
    private readonly QueueForecast _forecast;

    public QueueForecastTests()
    {
        _throughput = new Throughput(_feed, _time);
        _board = new WorkBoard(_gate, _time);
        _forecast = new QueueForecast(_throughput, _board, new PlanCatalog(Options.Create(new PlansOptions()), Options.Create(new ArchiveOptions())), _time);
    }

    public void Dispose() => _throughput.Dispose();

    [Fact]
    public void Nothing_is_told_where_there_is_nothing_to_judge_by()
    {
        Run(Minute, Minute, Minute);
        Assert.Null(_forecast.WaitFor(Plan.Premium, 5));

        _board.Join(Stage.Annotate, 2);
        Assert.NotNull(_forecast.WaitFor(Plan.Premium, 5));
        _gate.Close([Stage.Annotate]);
        Assert.Null(_forecast.WaitFor(Plan.Premium, 5));
    }

    [Fact]
    public void Two_runs_tell_too_little()
    {
        _board.Join(Stage.Annotate, 2);
        Run(Minute, Minute);

        Assert.Null(_forecast.WaitFor(Plan.Premium, 5));
    }

    [Fact]
    public void Jobs_ahead_and_what_is_left_of_those_that_run_share_the_places()
    {
        Work(2, 2);
        Run(Minute, 2 * Minute, 3 * Minute);
        Assert.Equal(6 * Minute, _forecast.WaitFor(Plan.Premium, 4));

        _time.Advance(Minute);
        Assert.Equal(5 * Minute, _forecast.WaitFor(Plan.Premium, 4));
    }

    [Fact]
    public void A_run_that_takes_longer_than_usual_may_take_as_long_again()
    {
        Work(1, 1);
        Run(Minute, Minute, Minute);
        _time.Advance(10 * Minute);

        Assert.Equal(10 * Minute, _forecast.WaitFor(Plan.Premium, 0));
    }

    [Fact]
    public void Where_a_place_is_free_there_is_no_wait()
    {
        Work(4, 2);
        Run(Minute, Minute, Minute);

        Assert.Equal(TimeSpan.Zero, _forecast.WaitFor(Plan.Free, 1));
    }

    [Fact]
    public void A_plan_that_holds_jobs_back_is_told_the_longer_time()
    {
        Work(4, 4);
        Run(Minute, Minute, Minute);

        Assert.Equal(2 * Minute, _forecast.WaitFor(Plan.Premium, 4));
        Assert.Equal(4 * Minute, _forecast.WaitFor(Plan.Free, 4));
    }

    private void Work(int places, int running)
    {
        var desk = _board.Join(Stage.Annotate, places);
        for (var count = 0; count < running; count++)
        {
            desk.Begin(JobId.New(SampleJobs.Start));
        }
    }

    private void Run(params IEnumerable<TimeSpan> times)
    {
        foreach (var time in times)
        {
            _feed.Publish(new JobChange(SampleJobs.In(JobState.Completed, SampleJobs.Lease()) with { StartedAt = SampleJobs.Start, FinishedAt = SampleJobs.Start + time }) { Before = JobState.Annotating });
        }
    }
}
