using System.Text;
using Gas.Pipeline;
using Gas.Pipeline.Annotation;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;
using Gas.Pipeline.Workers;
using Gas.Tests.Faults;

namespace Gas.Tests.Pipeline.Stepped;

/// <summary>The steps.</summary>
internal sealed partial class SteppedPipeline
{
    /// <summary>Rounds of settling before something counts as stuck: each goes to the next due time, and the longest way has a few dozen.</summary>
    private const int Rounds = 400;

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(5);

    private static readonly Stage[] Stages = Enum.GetValues<Stage>();

    private Dictionary<Stage, StageWorker> _workers = null!;
    private NoticeWorker _notices = null!;
    private RetrievalListener _listener = null!;
    private JobSweeper _sweeper = null!;
    private OrphanReaper _reaper = null!;
    private PlanWorker _plans = null!;

    /// <summary>What the upload does, by a client that asks again with the same key when it hears nothing.</summary>
    public async Task<Job> SubmitAsync(UserId owner, string key, string content, Mishap? mishap = null)
    {
        var id = JobId.ForKey(owner, key);
        return await InsistAsync(
            async () =>
            {
                await using var draft = await Service<IFileStore>().CreateAsync(JobFiles.Input(id), default);
                await draft.Content.WriteAsync(Encoding.ASCII.GetBytes(content));
                var input = await draft.CommitAsync(default);
                var terms = Service<PlanCatalog>().TermsOf(await Service<IOwners>().PlanAsync(owner, default));
                return await Ledger.SubmitAsync(Job.Submitted(id, owner, terms, "test.vcf", input, "NC_045512.2", new AnnotationOptions(), Time.GetUtcNow()), default);
            },
            mishap);
    }

    /// <summary>What a user asks for, again when there is no answer; gives the row as it is then.</summary>
    public async Task<Job?> AskAsync(JobId id, JobEvent wish, Mishap? mishap = null)
    {
        await InsistAsync(() => Ledger.RecordAsync(id, wish, default), mishap);
        return await Store.FindAsync(id, default);
    }

    /// <summary>One worker takes the next message that can be seen; null when there is none.</summary>
    public async Task<Turn?> WorkAsync(Stage stage, Mishap? mishap = null) =>
        await ReceiveAsync(stage) is { } delivery ? await ProcessAsync(delivery, mishap) : null;

    /// <summary>The next message that can be seen, taken by somebody.</summary>
    public async Task<Delivery?> ReceiveAsync(Stage stage) =>
        (await LookAsync(token => Service<IJobQueue>().ReceiveAsync(stage, 1, LeaseTime, token))).SingleOrDefault();

    public Task<Turn> ProcessAsync(Delivery delivery, Mishap? mishap = null) => TurnAsync(
        () => delivery.Stage == Stage.Notify ? _notices.TellAsync(delivery, default) : _workers[delivery.Stage].ProcessAsync(delivery, default),
        mishap);

    /// <summary>The completion notices that the vault has ready; hearing them leaves them there until they are settled.</summary>
    public Task<IReadOnlyList<RetrievalNotice>> NoticesAsync() => LookAsync(token => Service<IVault>().ReceiveAsync(10, token));

    public Task<Turn> HearAsync(RetrievalNotice notice, Mishap? mishap = null) => TurnAsync(() => _listener.HearAsync(notice, default), mishap);

    public Task<Turn> SweepAsync(Mishap? mishap = null) => TurnAsync(() => _sweeper.SweepAsync(default), mishap);

    public Task<Turn> ReapAsync(Mishap? mishap = null) => TurnAsync(() => _reaper.ReapAsync(default), mishap);

    public Task<Turn> ApplyPlansAsync(Mishap? mishap = null) => TurnAsync(() => _plans.ApplyAsync(default), mishap);

    /// <summary>All that can be done without waiting.</summary>
    public async Task WorkOffAsync()
    {
        await ApplyPlansAsync();
        foreach (var notice in await NoticesAsync())
        {
            await HearAsync(notice);
        }

        for (var worked = true; worked;)
        {
            worked = false;
            foreach (var stage in Stages)
            {
                while (await WorkAsync(stage) is not null)
                {
                    worked = true;
                }
            }
        }
    }

    /// <summary>Goes on until the job is as wished; gives it then.</summary>
    public async Task<Job> UntilAsync(JobId id, Func<Job, bool> wished)
    {
        Job? job = null;
        await UntilAsync(async () => (job = await Store.FindAsync(id, default)) is not null && wished(job), $"job {id} is not as wished");
        return job!;
    }

    /// <summary>Goes on until nothing is due any more.</summary>
    public Task SettleAsync() => UntilAsync(async () => !await IsAnythingDueAsync(), "something is always due");

    /// <summary>A row that is due and has not moved waits too: a sweep that has just lost sight of the store leaves lapsed leases alone for a while.</summary>
    public async Task PassUntilDueAsync()
    {
        if ((await Store.DueAsync(DateTimeOffset.MaxValue, 1, default)).SingleOrDefault()?.DueAt is { } due)
        {
            var now = Time.GetUtcNow();
            await PassAsync(due > now ? due - now : Breath);
        }
    }

    /// <summary>Goes on until it is so: works off what there is, then lets time pass until the next row is due.</summary>
    private async Task UntilAsync(Func<Task<bool>> wished, string stuck)
    {
        for (var round = 0; round < Rounds; round++)
        {
            if (await wished())
            {
                return;
            }

            await WorkOffAsync();
            if (await wished())
            {
                return;
            }

            await PassUntilDueAsync();
            await SweepAsync();
        }

        var due = await Store.DueAsync(DateTimeOffset.MaxValue, 10, default);
        Assert.Fail($"Stuck: {stuck}. Broken: {Faults.Broken ?? "nothing"}. Due: {string.Join("; ", due.Select(job => $"{job.Id} {job.State} for {job.Plan}, next {job.Next}, due {job.DueAt:u}"))}. Now {Time.GetUtcNow():u}.");
    }

    private async Task<bool> IsAnythingDueAsync() =>
        (await Store.DueAsync(DateTimeOffset.MaxValue, 1, default)).Count > 0 || (await Owners.PlanChangesAsync(1, default)).Count > 0;

    private async Task<T> InsistAsync<T>(Func<Task<T>> ask, Mishap? mishap)
    {
        for (var attempt = 1; ; attempt++)
        {
            (bool Heard, T Answer) result = default;
            await TurnAsync(async () => result = (true, await ask()), attempt == 1 ? mishap : null);
            if (result.Heard)
            {
                return result.Answer;
            }

            Assert.True(attempt < 10, "Nobody answers.");
        }
    }

    /// <summary>What a receiver finds at once: as soon as it begins to wait, it leaves.</summary>
    private async Task<IReadOnlyList<T>> LookAsync<T>(Func<CancellationToken, Task<IReadOnlyList<T>>> receive)
    {
        using var leaving = new CancellationTokenSource();
        var waits = Provider.NextWait;
        var receiving = receive(leaving.Token);
        if (await Task.WhenAny(receiving, waits) == waits)
        {
            await leaving.CancelAsync();
        }

        try
        {
            return await receiving;
        }
        catch (Exception exception) when (exception is OperationCanceledException or InjectedFaultException)
        {
            return [];
        }
    }
}
