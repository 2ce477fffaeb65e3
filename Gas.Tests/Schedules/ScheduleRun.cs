using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Tests.Faults;
using Gas.Tests.Pipeline.Stepped;

namespace Gas.Tests.Schedules;

/// <summary>Takes the steps of a schedule, keeps the simple books beside them, and compares.</summary>
internal sealed partial class ScheduleRun(SteppedPipeline pipeline)
{
    private static readonly UserId[] Users = [SteppedPipeline.Ann, SteppedPipeline.Bob];
    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    private static readonly TimeSpan[] Jumps =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(61), TimeSpan.FromSeconds(95), TimeSpan.FromMinutes(6), TimeSpan.FromHours(1), TimeSpan.FromHours(25)];

    private const int MostTurns = 60;
    private const int LongestNap = 6;

    private readonly List<ExpectedJob> _jobs = [];
    private readonly List<Delivery> _onTheirWay = [];
    private readonly Dictionary<Turn, int> _asleep = [];

    public Dictionary<MishapKind, int> Met { get; } = [];

    public async Task RunAsync(IEnumerable<Step> steps)
    {
        await SubmitAsync(new Step(Deed.Submit, 2, null));
        foreach (var step in steps)
        {
            await TakeAsync(step);
            await WakeThoseDueAsync(step);
            await Invariants.HoldAlwaysAsync(pipeline, _jobs);
        }

        await EndAsync();
    }

    /// <summary>All mishaps are over. What stands still wakes up last, when others have done its work.</summary>
    private async Task EndAsync()
    {
        pipeline.Provider.HasExpeditedCapacity = true;
        await pipeline.SettleAsync();
        await Invariants.HoldAlwaysAsync(pipeline, _jobs);
        await pipeline.WakeAllAsync();
        await Invariants.HoldAlwaysAsync(pipeline, _jobs);
        await pipeline.SettleAsync();
        Invariants.AreBilledOnce(pipeline, _jobs);
        await pipeline.PassAsync(TimeSpan.FromHours(25));
        await pipeline.ReapAsync();
        await Invariants.HoldAtTheEndAsync(pipeline, _jobs);
    }

    /// <summary>Who stands still does so for a few steps, within its lease or not, or to the end.</summary>
    private async Task WakeThoseDueAsync(Step step)
    {
        foreach (var turn in pipeline.Stalled.ToArray())
        {
            if (!_asleep.TryGetValue(turn, out var left))
            {
                _asleep[turn] = step.Which < LongestNap ? step.Which : int.MaxValue;
            }
            else if (left > 0)
            {
                _asleep[turn] = left - 1;
            }
            else
            {
                await pipeline.WakeAsync(turn);
            }
        }
    }

    private Task TakeAsync(Step step) => step.Deed switch
    {
        Deed.Submit => SubmitAsync(step),
        Deed.Cancel => OnJobAsync(step, CancelAsync),
        Deed.Retry => OnJobAsync(step, RetryAsync),
        Deed.Delete => OnJobAsync(step, DeleteAsync),
        Deed.Upgrade => ChangeAsync(Users[step.Which % Users.Length], Plan.Premium),
        Deed.Downgrade => ChangeAsync(Users[step.Which % Users.Length], Plan.Free),
        Deed.Work => OnMessageAsync(step, delivery => WorkAsync(delivery, step.Mishap)),
        Deed.WorkOff => WorkOffAsync(step),
        Deed.NextDue => NextDueAsync(),
        Deed.Jump => JumpAsync(step),
        Deed.Sweep => NoteAsync(pipeline.SweepAsync(step.Mishap)),
        Deed.Reap => NoteAsync(pipeline.ReapAsync(step.Mishap)),
        Deed.ApplyPlans => NoteAsync(pipeline.ApplyPlansAsync(step.Mishap)),
        Deed.Hear => OnNoticesAsync(notice => NoteAsync(pipeline.HearAsync(notice, step.Mishap))),
        Deed.Twice => OnMessageAsync(step, async delivery =>
        {
            await WorkAsync(delivery, step.Mishap);
            await WorkAsync(delivery, null);
        }),
        Deed.Lose => OnMessageAsync(step, delivery => pipeline.Queue.CompleteAsync(delivery, default)),
        Deed.Delay => OnMessageAsync(step, delivery =>
        {
            _onTheirWay.Add(delivery);
            return Task.CompletedTask;
        }),
        Deed.Late => LateAsync(step),
        Deed.Stray => OnJobAsync(step, job => pipeline.Queue.SendAsync(Stages[step.Which % Stages.Length], job.Id, TimeSpan.Zero, default)),
        Deed.NoticeLost => OnNoticesAsync(notice => pipeline.Vault.SettleAsync(notice, default)),
        Deed.NoticeTwice => OnNoticesAsync(async notice =>
        {
            await NoteAsync(pipeline.HearAsync(notice, step.Mishap));
            await NoteAsync(pipeline.HearAsync(notice));
        }),
        Deed.NoticeEarly => OnJobAsync(step, NoticeEarlyAsync),
        Deed.Capacity => CapacityAsync(step),
        Deed.Wake => WakeAsync(step),
        Deed.Crash => pipeline.RestartAsync(),
    };

    /// <summary>Everybody works; one of them meets the mishap.</summary>
    private async Task WorkOffAsync(Step step)
    {
        await pipeline.ApplyPlansAsync();
        await OnNoticesAsync(notice => pipeline.HearAsync(notice));
        var turns = 0;
        for (var worked = true; worked && turns < MostTurns;)
        {
            worked = false;
            foreach (var stage in Stages)
            {
                if (await pipeline.ReceiveAsync(stage) is { } delivery)
                {
                    await WorkAsync(delivery, turns++ == step.Which % 4 ? step.Mishap : null);
                    worked = true;
                }
            }
        }
    }

    private async Task NextDueAsync()
    {
        await pipeline.PassUntilDueAsync();
        await pipeline.SweepAsync();
    }

    private Task JumpAsync(Step step) => pipeline.PassAsync(Jumps[step.Which % Jumps.Length]);

    private async Task LateAsync(Step step)
    {
        if (_onTheirWay.Count > 0)
        {
            var delivery = _onTheirWay[step.Which % _onTheirWay.Count];
            _onTheirWay.Remove(delivery);
            await WorkAsync(delivery, step.Mishap);
        }
    }

    private async Task NoticeEarlyAsync(ExpectedJob expected)
    {
        if (await pipeline.Store.FindAsync(expected.Id, default) is { State: JobState.Thawing, Retrieval: { } retrieval } job)
        {
            await pipeline.HearAsync(new RetrievalNotice(retrieval.Id, job.Id, retrieval.Id));
        }
    }

    private Task CapacityAsync(Step step)
    {
        pipeline.Provider.HasExpeditedCapacity = step.Which % 2 != 0;
        return Task.CompletedTask;
    }

    private async Task WakeAsync(Step step)
    {
        if (pipeline.Stalled.Count > 0)
        {
            await pipeline.WakeAsync(pipeline.Stalled[step.Which % pipeline.Stalled.Count]);
        }
    }

    private Task OnJobAsync(Step step, Func<Step, ExpectedJob, Task> deed) => OnJobAsync(step, job => deed(step, job));

    private Task OnJobAsync(Step step, Func<ExpectedJob, Task> deed) => _jobs.Count == 0 ? Task.CompletedTask : deed(_jobs[step.Which % _jobs.Count]);

    /// <summary>The next message, of the stage that the step says or of one after it.</summary>
    private async Task OnMessageAsync(Step step, Func<Delivery, Task> deed)
    {
        for (var i = 0; i < Stages.Length; i++)
        {
            if (await pipeline.ReceiveAsync(Stages[(step.Which + i) % Stages.Length]) is { } delivery)
            {
                await deed(delivery);
                return;
            }
        }
    }

    private async Task OnNoticesAsync(Func<RetrievalNotice, Task> deed)
    {
        foreach (var notice in await pipeline.NoticesAsync())
        {
            await deed(notice);
        }
    }

    private async Task WorkAsync(Delivery delivery, Mishap? mishap)
    {
        var turn = pipeline.ProcessAsync(delivery, mishap);
        if (await NoteAsync(turn) && _jobs.SingleOrDefault(job => job.Id == delivery.Job) is { } job)
        {
            job.AnnotateMishaps += delivery.Stage == Stage.Annotate ? 1 : 0;
            job.ThawMishaps += delivery.Stage == Stage.Thaw ? 1 : 0;
        }
    }

    private async Task<bool> NoteAsync(Task<Turn> turn)
    {
        if ((await turn).Met is not { } met)
        {
            return false;
        }

        Met[met.Kind] = Met.GetValueOrDefault(met.Kind) + 1;
        return true;
    }
}
